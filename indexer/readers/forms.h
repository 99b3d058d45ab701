// The input forms: for each a function that detects it by the head of a text, and one that reads its articles.
//
// Readers also throw what the source throws.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "indexer/readers/article_fields.h"
#include "indexer/readers/record_output.h"
#include "indexer/readers/text_source.h"

namespace broadtape {

// Text separated by commas, semicolons, tabs or bars; csv/csv_shape.h says how it is detected. A row with too few or
// too many cells is rejected. Without `delimiter` the one that fits best is taken. Throws Error(kInput) if no column is
// a title or a text.
void read_csv(TextSource& text, const std::optional<std::string>& delimiter, const FieldNames& names,
              RecordOutput& output);

// JSON objects on separate lines.
bool looks_like_json_lines(std::string_view head);
void read_json_lines(ByteSource& text, const FieldNames& names, RecordOutput& output);

// JSON arrays or objects of articles.
bool looks_like_json(std::string_view head);
void read_json(ByteSource& text, const FieldNames& names, RecordOutput& output);

// The web page of an article. With `table_names`, a page that is a table of articles is read row by row. Throws
// Error(kTooLarge) above kMaxPageBytes, and as HtmlDocument.
bool looks_like_html_page(std::string_view head);
void read_html(ByteSource& text, RecordOutput& output, const FieldNames* table_names = nullptr);

// RSS 0.9x to 2.0, RSS 1.0 (RDF), Atom, and WordPress exports, of which only published posts are read. The title of the
// feed is the source of items that name none. Throws Error(kInput) for RDF that is not a feed.
bool looks_like_feed(std::string_view head);
void read_feed(ByteSource& text, const FieldNames& names, RecordOutput& output);

// Google's news sitemaps. Throws Error(kInput) for a sitemap without news.
bool looks_like_sitemap(std::string_view head);
void read_news_sitemap(ByteSource& text, RecordOutput& output);

// What a sitemap, or an index of sitemaps, lists: sitemaps.org/protocol.html.
struct SitemapLink {
  std::string url;
  std::string modified;  // lastmod as written, or empty
  bool is_sitemap = false;
  bool has_news = false;
};
// Calls `take` for each; it returns false to stop. Skips what cannot be read.
void read_sitemap_links(ByteSource& text, const std::function<bool(SitemapLink&&)>& take);

// NewsML-G2, NewsML 1 and NITF: one or several items. Items without text, such as pictures and packages, are left out.
bool looks_like_newsml(std::string_view head);
void read_newsml(ByteSource& text, RecordOutput& output);

// Any other XML in which elements with a title have a text, date or address, by the names of the elements in them:
// <article><headline>...</headline><body>...</body></article>, <row><field name="title">...</field></row>.
bool looks_like_xml_records(std::string_view head, const FieldNames& names);
void read_xml_records(TextSource& text, const FieldNames& names, RecordOutput& output);

// The local name in lower case of the first element in the start of an XML text: "rss". Empty if the text is not XML.
// Accepts other bytes before an XML declaration.
std::string xml_root_name(std::string_view head);

// WARC and ARC files: each HTTP response that is an HTML page is an article, read by read_html() with the address of
// the record. Other responses are counted and noted; what is damaged is rejected. Reads bytes, because pages have
// character sets and compression of their own.
bool looks_like_web_archive(std::string_view head);
void read_web_archive(ByteSource& source, RecordOutput& output);

// An HTML page inside another form.
struct CapturedPage {
  std::string place;    // RawArticle::record
  std::string url;      // where the page names no address
  std::string charset;  // as declared outside the page, or empty
  std::optional<std::int64_t> captured_s;
};
// Reads a page by read_html(). A page that cannot be read is rejected. False if the sink stops.
bool read_page(std::string_view bytes, const CapturedPage& page, RecordOutput& output);

// Mail, mbox files, and web pages saved as MHTML. Of a mail the text/plain part, else the HTML part, is the text; a
// saved page is read by read_html(). Attachments are ignored.
bool looks_like_mail(std::string_view head);
void read_mail(ByteSource& source, RecordOutput& output);

// The text of a document of another form, such as RTF.
struct ContainedText {
  std::string text;  // UTF-8; paragraphs end with LF
  // The same text as it stands on the page, with blank lines; empty if `text` has them. Exports are read from it.
  std::string laid_out = {};
  // What the document says of itself. All may be empty, or values that a program put there.
  std::string title = {};
  std::string author = {};
  std::string date = {};
};
// Reads `contained.text` by the form of text that it looks like, such as an export of several articles. If it looks
// like prose, it is read by read_prose(). Throws Error(kInput) if it is blank, and what the reader of that form throws.
void read_contained_text(ContainedText contained, const FieldNames& names, RecordOutput& output);

// One article with the title, author and date of the document; without a title, the first line is the title unless it
// is too long. Rejects a list of words or numbers.
void read_prose(ContainedText contained, RecordOutput& output);

// Rich Text Format. Headers, footers, notes and hidden text are left out.
bool looks_like_rtf(std::string_view head);
void read_rtf(ByteSource& source, const FieldNames& names, RecordOutput& output);

// Word documents of Office Open XML: their text without headers, footers, notes, comments and deleted text.
void read_docx(ByteSource& source, const FieldNames& names, RecordOutput& output);

// PDF with text. Throws Error(kInput) for one of pictures only or with a password.
bool looks_like_pdf(std::string_view head);
void read_pdf(ByteSource& source, const FieldNames& names, RecordOutput& output);

// Excel workbooks of Office Open XML: the sheets that have articles. Numbers in a format of dates become ISO dates.
void read_xlsx(ByteSource& source, const FieldNames& names, RecordOutput& output);

// SQLite databases: the tables that have articles.
bool looks_like_sqlite(std::string_view head);
void read_sqlite(ByteSource& source, const FieldNames& names, RecordOutput& output);

// The Reuters-21578 collection: SGML of 1987 with `<REUTERS ...>` stories (its README.txt describes the tags).
bool looks_like_reuters(std::string_view head);
void read_reuters(ByteSource& text, RecordOutput& output);

// The label of stories with TOPICS="YES", whose topics were assigned by an indexer, even if there are none.
inline constexpr std::string_view kJudgedTopicsLabel = "reuters-topics-yes";

// The Reuters and Bloomberg collection of Ding et al. (2014): one file per article, in a folder per day, with header
// lines that begin with `-- `: title, `By  NAME`, date, address.
bool looks_like_ding(std::string_view head);
void read_ding(ByteSource& text, RecordOutput& output);

// A news page saved as text: title, `Source NAME`, paragraphs, then cards that link to other articles, then the rest of
// the page. The article and each card become separate articles; the rest is ignored.
//
// The format of a card:
//   placeholder
//   Title of the other articleIts teaser, run together with the title
//   Author  NAME
//   Feb 05, Thu
//   Its teaser
bool looks_like_saved_page(std::string_view head);
void read_saved_page(ByteSource& text, RecordOutput& output);

// Submissions to the SEC as EDGAR stores them: each document of text or HTML is an article. Pictures, archives, XML and
// other data are counted and noted.
bool looks_like_submission(std::string_view head);
void read_submission(ByteSource& text, RecordOutput& output);

// Exports of Nexis and Lexis services, as text or HTML: any number of articles.
bool looks_like_nexis(std::string_view head);
void read_nexis(ByteSource& text, RecordOutput& output);

// Exports of Factiva, as text or HTML, with or without field codes: any number of articles.
bool looks_like_factiva(std::string_view head);
void read_factiva(ByteSource& text, RecordOutput& output);

// Texts of press wires and agencies: one or several, each with a dateline such as
// `NEW YORK, Jan. 30, 2025 /PRNewswire/ --`, or ended by `(END) Dow Jones Newswires`.
bool looks_like_wire_text(std::string_view head);
void read_wire_text(TextSource& text, RecordOutput& output);

// Lists of flashes: lines with a date and time before a headline. Other lines belong to the flash above them. Logs
// are recognised by levels, processes and the words of programs, and not read.
bool looks_like_flashes(std::string_view head);
void read_flashes(TextSource& text, RecordOutput& output);

// Markdown with fields in YAML or TOML before the text, or with a title as first line. Throws Error(kTooLarge) above
// kMaxRecordBytes.
bool looks_like_markdown(std::string_view head);
void read_markdown(ByteSource& text, const FieldNames& names, RecordOutput& output);

// Texts below lines with labels, `Title: Oil rises`, whose names are in data/fields.tsv: one or several, separated by
// lines of one sign, form feeds, or the first label again.
bool looks_like_labelled_text(std::string_view head, const FieldNames& names);
void read_labelled_text(ByteSource& text, const FieldNames& names, RecordOutput& output);

// Any other text, by read_prose().
void read_plain_text(ByteSource& text, RecordOutput& output);

// A kind of input that no form reads.
struct RefusedForm {
  std::string_view name;  // "SQL"
  std::string_view hint;  // what the user can do
};
// Whether a text is YAML: a list of objects, a nested object, or a document that is not the front matter of a text.
// Prose with one line such as `Paris: rain` is not taken for it.
bool is_yaml(std::string_view head);
// The kind of the text that begins with `head`, which would be read by `form`, a name of a row of kForms; null if that
// form may read it.
const RefusedForm* refused_form(std::string_view head, std::string_view form, const FieldNames& names);
// The same for JSON: a log, by the first records, or one object of another kind.
const RefusedForm* refused_json(std::string_view head, const FieldNames& names);
// The kind of binary data that begins with `head`, at least its first 64 bytes; null if unknown.
const RefusedForm* refused_binary_form(std::string_view head);
// The kind of a document that is a zip file, by InputName::document; null if unknown.
const RefusedForm* refused_document(std::string_view document);

}  // namespace broadtape
