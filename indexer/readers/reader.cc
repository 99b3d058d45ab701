#include "indexer/readers/reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "common/error/error.h"
#include "indexer/readers/article_fields.h"
#include "indexer/readers/csv/csv_shape.h"
#include "indexer/readers/forms.h"
#include "indexer/readers/markdown/markdown.h"
#include "indexer/readers/record_output.h"
#include "indexer/readers/text_layout.h"
#include "indexer/readers/text_source.h"

namespace broadtape {
namespace {

using Names = FieldNames;
using Output = RecordOutput;

}  // namespace

constinit const FormRow kForms[] = {
    {"warc", "A WARC or ARC file: its responses that are web pages",
     [](std::string_view head, const Names&) { return looks_like_web_archive(head); }, nullptr,
     [](ByteSource& bytes, const Names&, Output& output) { read_web_archive(bytes, output); }},
    {"mail", "A mail, an mbox file, or a web page saved as MHTML",
     [](std::string_view head, const Names&) { return looks_like_mail(head); }, nullptr,
     [](ByteSource& bytes, const Names&, Output& output) { read_mail(bytes, output); }},
    {"rtf", "A document in Rich Text Format: its text as one article, or as the export of several",
     [](std::string_view head, const Names&) { return looks_like_rtf(head); }, nullptr,
     [](ByteSource& bytes, const Names& names, Output& output) { read_rtf(bytes, names, output); }},
    {"docx", "A Word document: its text as one article, or as the export of several",
     [](std::string_view, const Names&) { return false; }, nullptr,  // input recognises it
     [](ByteSource& bytes, const Names& names, Output& output) { read_docx(bytes, names, output); }},
    {"xlsx", "An Excel workbook: the sheets that have articles, with or without a header",
     [](std::string_view, const Names&) { return false; }, nullptr,  // input recognises it
     [](ByteSource& bytes, const Names& names, Output& output) { read_xlsx(bytes, names, output); }},
    {"sqlite", "A SQLite database: the tables that have articles",
     [](std::string_view head, const Names&) { return looks_like_sqlite(head); }, nullptr,
     [](ByteSource& bytes, const Names& names, Output& output) { read_sqlite(bytes, names, output); }},
    {"pdf", "A PDF with text: its text as one article, or as the export of several",
     [](std::string_view head, const Names&) { return looks_like_pdf(head); }, nullptr,
     [](ByteSource& bytes, const Names& names, Output& output) { read_pdf(bytes, names, output); }},
    {"sec", "Submissions to the SEC: their documents of text and HTML",
     [](std::string_view head, const Names&) { return looks_like_submission(head); },
     [](TextSource& text, const Names&, Output& output) { read_submission(text, output); }},
    {"nexis", "An export of Nexis or LexisNexis as text or HTML",
     [](std::string_view head, const Names&) { return looks_like_nexis(head); },
     [](TextSource& text, const Names&, Output& output) { read_nexis(text, output); }},
    {"factiva", "An export of Factiva as text or HTML",
     [](std::string_view head, const Names&) { return looks_like_factiva(head); },
     [](TextSource& text, const Names&, Output& output) { read_factiva(text, output); }},
    {"feed", "RSS, Atom, RSS 1.0 (RDF), or a WordPress export, of which only published posts are read",
     [](std::string_view head, const Names&) { return looks_like_feed(head); },
     [](TextSource& text, const Names& names, Output& output) { read_feed(text, names, output); }},
    {"news-sitemap", "A sitemap with titles and dates of news",
     [](std::string_view head, const Names&) { return looks_like_sitemap(head); },
     [](TextSource& text, const Names&, Output& output) { read_news_sitemap(text, output); }},
    {"newsml", "NewsML-G2, NewsML 1 or NITF: the items of news agencies",
     [](std::string_view head, const Names&) { return looks_like_newsml(head); },
     [](TextSource& text, const Names&, Output& output) { read_newsml(text, output); }},
    {"reuters-sgml", "The Reuters-21578 collection: SGML files of <REUTERS> stories",
     [](std::string_view head, const Names&) { return looks_like_reuters(head); },
     [](TextSource& text, const Names&, Output& output) { read_reuters(text, output); }},
    {"xml", "Any other XML with elements that have a title, and a text, date or address",
     [](std::string_view head, const Names& names) { return looks_like_xml_records(head, names); },
     [](TextSource& text, const Names& names, Output& output) { read_xml_records(text, names, output); }},
    {"html", "A web page: JSON-LD, OpenGraph and other metadata, and the main text; or a table of articles",
     [](std::string_view head, const Names&) { return looks_like_html_page(head); },
     [](TextSource& text, const Names& names, Output& output) { read_html(text, output, &names); }},
    {"jsonl", "JSON Lines: one object per line",
     [](std::string_view head, const Names&) { return looks_like_json_lines(head) && !has_json_front_matter(head); },
     [](TextSource& text, const Names& names, Output& output) { read_json_lines(text, names, output); }},
    {"json", "A JSON array of articles, an API response that contains one, or a single article",
     [](std::string_view head, const Names&) { return looks_like_json(head) && !has_json_front_matter(head); },
     [](TextSource& text, const Names& names, Output& output) { read_json(text, names, output); }},
    {"ding", "The Reuters and Bloomberg collection of Ding et al.: an article with header lines that begin with --",
     [](std::string_view head, const Names&) { return looks_like_ding(head); },
     [](TextSource& text, const Names&, Output& output) { read_ding(text, output); }},
    {"saved-page", "A news page saved as text: the article, then cards that link to other articles",
     [](std::string_view head, const Names&) { return looks_like_saved_page(head); },
     [](TextSource& text, const Names&, Output& output) { read_saved_page(text, output); }},
    {"markdown", "Markdown or Org with front matter in YAML, TOML, JSON or keywords, or with a title as first line",
     [](std::string_view head, const Names&) { return looks_like_markdown(head); },
     [](TextSource& text, const Names& names, Output& output) { read_markdown(text, names, output); }},
    {"labelled", "Texts below lines such as `Title: ...` and `Date: ...`, one or several in a file",
     [](std::string_view head, const Names& names) { return looks_like_labelled_text(head, names); },
     [](TextSource& text, const Names& names, Output& output) { read_labelled_text(text, names, output); }},
    {"csv", "Text separated by commas, semicolons or bars, with or without a header",
     [](std::string_view head, const Names& names) { return find_csv_shape(head, names).has_value(); },
     [](TextSource& text, const Names& names, Output& output) { read_csv(text, std::nullopt, names, output); }},
    {"tsv", "Text separated by tabs, with or without a header",
     [](std::string_view, const Names&) { return false; },  // the form above detects tabs, too
     [](TextSource& text, const Names& names, Output& output) { read_csv(text, "\t", names, output); }},
    {"flashes", "Lines with a date and time before a headline, each an article",
     [](std::string_view head, const Names&) { return looks_like_flashes(head); },
     [](TextSource& text, const Names&, Output& output) { read_flashes(text, output); }},
    {"wire", "Press releases and agency texts with a dateline: PR Newswire, Business Wire, Reuters and others",
     [](std::string_view head, const Names&) { return looks_like_wire_text(head); },
     [](TextSource& text, const Names&, Output& output) { read_wire_text(text, output); }},
    {"text", "Any other text: the first line is the title", [](std::string_view, const Names&) { return true; },
     [](TextSource& text, const Names&, Output& output) { read_plain_text(text, output); }},
};
constinit const std::size_t kFormCount = std::size(kForms);

namespace {

const FormRow& find_form(std::string_view name) {
  std::string known;
  for (const FormRow& row : kForms) {
    if (row.name == name) return row;
    known += known.empty() ? "" : ", ";
    known += row.name;
  }
  throw Error(ErrorKind::kUsage, fmt::format("unknown input form \"{}\"", name), "the forms are " + known);
}

constexpr std::size_t kBytesHead = 4u << 10;  // for forms of bytes

[[noreturn]] void refuse(const RefusedForm& form) {
  throw Error(ErrorKind::kInput, fmt::format("is {}, which is not supported", form.name), std::string(form.hint));
}

// Null if the input has no form of bytes.
const FormRow* detect_form_of_bytes(const PeekSource& bytes, const Names& names) {
  const std::string& document = bytes.name().document;
  if (const RefusedForm* const refused = refused_document(document)) refuse(*refused);
  if (!document.empty()) return &find_form(document);
  const std::string_view head = bytes.head();
  if (const RefusedForm* const refused = refused_binary_form(head)) refuse(*refused);
  const auto row = std::find_if(std::begin(kForms), std::end(kForms),
                                [&](const FormRow& form) { return form.read_bytes && form.detects(head, names); });
  return row == std::end(kForms) ? nullptr : &*row;
}

const FormRow& detect_form(std::string_view head, const Names& names) {
  return *std::find_if(std::begin(kForms), std::end(kForms),
                       [&](const FormRow& form) { return form.read && form.detects(head, names); });
}

// Throws Error(kInput) if the text has the detected form only because no other one reads it.
void check_form(const FormRow& form, std::string_view head, const Names& names) {
  if (const std::string root = form.name == "text" ? xml_root_name(head) : std::string(); !root.empty()) {
    throw Error(ErrorKind::kInput, fmt::format("is XML with the outermost element <{}>, which is not supported", root),
                "convert its articles to RSS, CSV or JSON Lines; --format text reads it as one article");
  }
  if (const RefusedForm* const refused = refused_form(head, form.name, names)) refuse(*refused);
}

}  // namespace

void read_contained_text(ContainedText contained, const FieldNames& names, RecordOutput& output) {
  constexpr std::string_view kExports[] = {"nexis", "factiva", "wire"};  // blank lines separate their parts
  output.repair(contained.text);
  output.repair(contained.laid_out);
  // False if the text is not read by a form.
  const auto read_by_form = [&](std::string_view content, const auto& is_wanted) {
    MemorySource bytes(content);
    TextSource text(bytes);
    const FormRow& form = detect_form(text.head(), names);
    if (!is_wanted(form.name)) return false;
    check_form(form, text.head(), names);
    if (form.name == "text") return false;
    output.tally().describe(fmt::format("whose text is {}", form.name));
    form.read(text, names, output);
    return true;
  };
  const std::string_view content = trimmed(contained.text), laid_out = trimmed(contained.laid_out);
  if (content.empty()) throw Error(ErrorKind::kInput, "has no text");
  const auto is_export = [&](std::string_view form) { return is_among(form, kExports); };
  if (!laid_out.empty() && read_by_form(laid_out, is_export)) return;
  if (!read_by_form(content, [](std::string_view) { return true; })) read_prose(std::move(contained), output);
}

void read_records(ByteSource& source, const ReadOptions& options, RecordSink& sink) {
  const FieldNames names(options.fields);
  const FormRow* form = options.form.empty() ? nullptr : &find_form(options.form);
  PeekSource bytes(source, kBytesHead);
  RecordOutput output(sink, options.source);
  const auto read_form = [&](const auto& read) {
    const auto report = [&] {
      InputSummary summary = output.tally().summary(form->name);
      summary.chosen = names.chosen();
      sink.understood(std::move(summary));
    };
    try {
      read();
    } catch (const Error&) {
      report();
      throw;
    }
    output.note_left_out();
    report();
  };
  const bool is_text = options.delimiter || !options.encoding.empty();
  if (!form && !is_text) form = detect_form_of_bytes(bytes, names);
  if (form && form->read_bytes) return read_form([&] { form->read_bytes(bytes, names, output); });
  TextSource text(bytes, options.encoding);
  if (options.delimiter) {
    form = &find_form("csv");
    read_form([&] { read_csv(text, options.delimiter, names, output); });
  } else {
    if (!form) {
      form = &detect_form(text.head(), names);
      check_form(*form, text.head(), names);
    }
    read_form([&] { form->read(text, names, output); });
  }
  if (const std::uint64_t replaced = text.replaced_bytes()) sink.replaced_bytes(replaced);
}

}  // namespace broadtape
