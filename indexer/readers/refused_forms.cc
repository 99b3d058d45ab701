#include <algorithm>
#include <cctype>
#include <iterator>
#include <string>

#include "indexer/readers/forms.h"
#include "indexer/readers/markdown/markdown.h"
#include "indexer/readers/text/text_kinds.h"
#include "indexer/readers/text_layout.h"

namespace broadtape {
namespace {

using namespace std::string_view_literals;

std::string_view trimmed_first_line(std::string_view head) {
  return trimmed(head.substr(0, head.find('\n')));
}

// A dump: comments, then a statement that makes or fills a table.
bool is_sql(std::string_view head) {
  constexpr std::size_t kLongestComments = 200;  // lines
  std::size_t lines = 0;
  while (!head.empty() && ++lines < kLongestComments) {
    const std::string_view line = trimmed_first_line(head);
    if (begins_with_any(line, {"INSERT INTO ", "INSERT IGNORE INTO ", "CREATE TABLE ", "DROP TABLE ", "REPLACE INTO ",
                               "PRAGMA foreign_keys", "BEGIN TRANSACTION", "CREATE DATABASE ", "insert into ",
                               "create table ", "drop table "}))
      return true;
    if (line.starts_with("COPY ") && line.find("FROM stdin") != std::string_view::npos) return true;
    if (line.starts_with("SELECT ") && line.ends_with(';') && line.find(" FROM ") != std::string_view::npos)
      return true;
    if (!line.empty() && !begins_with_any(line, {"--", "/*", "*", "SET ", "LOCK TABLES", "USE ", "SELECT pg_catalog",
                                                 "BEGIN", "START TRANSACTION", "ALTER ", "CREATE ", "\\"}))
      return false;
    head.remove_prefix(std::min(head.find('\n'), head.size() - 1) + 1);
  }
  return false;
}

// `articles:` above an indented list or object.
bool begins_nested_yaml(std::string_view head) {
  const std::string_view first = trimmed_first_line(head);
  if (!first.ends_with(':') || first.find_first_of(" \t") != std::string_view::npos) return false;
  const std::size_t end = head.find('\n');
  const std::string_view second = end == std::string_view::npos ? std::string_view() : head.substr(end + 1);
  const std::string_view content = trimmed_first_line(second);
  if (content.starts_with("- ")) return true;
  return second.starts_with("  ") && yaml_pair(content);
}

}  // namespace

bool is_yaml(std::string_view head) {
  if (head.starts_with("- ")) {
    const std::string_view second =
        head.find('\n') == std::string_view::npos ? std::string_view() : head.substr(head.find('\n') + 1);
    return yaml_pair(trimmed_first_line(head).substr(2)) && second.starts_with("  ") &&
           yaml_pair(trimmed_first_line(second));
  }
  if (begins_nested_yaml(head)) return true;
  if (!head.starts_with("---\n")) return false;
  const std::string_view rest = head.substr(4);
  if (!rest.starts_with("- ") && !yaml_pair(trimmed_first_line(rest))) return false;
  const std::size_t end = rest.find("\n---");
  return end == std::string_view::npos || is_yaml_stream(rest.substr(std::min(end + 5, rest.size())));
}

namespace {

// `callback({...})`, `var news = [...]`, `export default {...}`.
bool is_script(std::string_view head) {
  if (begins_with_any(head, {"var ", "let ", "const ", "window.", "self.", "module.exports", "export default "})) {
    const std::string_view line = head.substr(0, head.find('\n'));
    if (line.starts_with("export default ")) return line.find('{') != std::string_view::npos;
    const std::size_t equals = line.find('=');
    if (equals == std::string_view::npos) return false;
    const std::string_view value = trimmed(head.substr(equals + 1));
    return value.starts_with('{') || value.starts_with('[') || value.starts_with("JSON.parse");
  }
  std::size_t at = 0;
  while (at < head.size() &&
         (std::isalnum(static_cast<unsigned char>(head[at])) || head[at] == '_' || head[at] == '$' || head[at] == '.'))
    ++at;
  if (at == 0 || at >= head.size() || head[at] != '(') return false;
  const std::string_view inner = trimmed(head.substr(at + 1));
  return inner.starts_with('{') || inner.starts_with("[{") || inner.starts_with("[\n");
}

bool is_postscript(std::string_view head) {
  return head.starts_with("%!PS");
}

struct Row {
  RefusedForm form;
  bool (*is)(std::string_view head);
};
constexpr Row kRows[] = {
    // SQL first
    {{"SQL", "export the table as CSV or JSON Lines"}, is_sql},
    {{"YAML", "convert it to JSON"}, is_yaml},
    {{"JavaScript around JSON", "remove what is before and after the JSON"}, is_script},
    {{"PostScript", "convert it to text, for example with: ps2ascii FILE"}, is_postscript},
};

struct MagicRow {
  RefusedForm form;
  std::string_view bytes;
  std::size_t offset = 0;
};
constexpr std::string_view kSaveOffice =
    "save it as .docx, .xlsx, .pdf or text, without a password, for example with: soffice --convert-to docx FILE";
constexpr std::string_view kColumns = "convert it to CSV or JSON Lines, for example with Python's pandas";
constexpr std::string_view kPicture = "recognise its text first, for example with: tesseract FILE OUT";
constexpr std::string_view kUnpack = "unpack it, and add what is in it";
constexpr MagicRow kBinaryForms[] = {
    {{"a file of old Office programs (.doc, .xls, .ppt, .msg), or an encrypted document", kSaveOffice},
     "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"sv},
    {{"Parquet", kColumns}, "PAR1"sv},
    {{"ORC", kColumns}, "ORC\x0a"sv},
    {{"Avro", kColumns}, "Obj\x01"sv},
    {{"Arrow or Feather", kColumns}, "ARROW1\0\0"sv},
    {{"Feather", kColumns}, "FEA1"sv},
    {{"HDF5", kColumns}, "\x89HDF\r\n\x1a\n"sv},
    {{"NumPy data", kColumns}, "\x93NUMPY"sv},
    {{"a pickle of Python", kColumns}, "\x80\x04\x95"sv},
    {{"a pickle of Python", kColumns}, "\x80\x05\x95"sv},
    {{"R data", "export the table as CSV, for example with R's write.csv"}, "RDX2\n"sv},
    {{"R data", "export the table as CSV, for example with R's write.csv"}, "RDX3\n"sv},
    {{"Stata data", kColumns}, "<stata_dta>"sv},
    {{"SPSS data", kColumns}, "$FL2"sv},
    {{"an Access database", "export its tables as CSV, for example with: mdb-export FILE TABLE"},
     "\0\1\0\0Standard Jet DB"sv},
    {{"an Access database", "export its tables as CSV"}, "\0\1\0\0Standard ACE DB"sv},
    {{"a DuckDB database", "export its tables with: COPY news TO 'news.csv'"}, "DUCK"sv, 8},
    {{"an Outlook mailbox (.pst)", "convert it to mbox, for example with: readpst FILE"}, "!BDN"sv},
    {{"a MOBI book", "convert it to text, for example with: ebook-convert FILE OUT.txt"}, "BOOKMOBI"sv, 60},
    {{"DjVu", "extract its text with: djvutxt FILE"}, "AT&TFORM"sv},
    {{"a picture (PNG)", kPicture}, "\x89PNG"sv},
    {{"a picture (JPEG)", kPicture}, "\xff\xd8\xff"sv},
    {{"a picture (GIF)", kPicture}, "GIF8"sv},
    {{"a picture (TIFF)", kPicture}, "II*\0"sv},
    {{"a picture (TIFF)", kPicture}, "MM\0*"sv},
    {{"a RAR archive", kUnpack}, "Rar!\x1a"sv},
    {{"a 7z archive", kUnpack}, "7z\xbc\xaf\x27\x1c"sv},
    {{"a file of compress (.Z)", kUnpack}, "\x1f\x9d"sv},
};

constexpr MagicRow kDocuments[] = {
    {{"a PowerPoint presentation", "save it as .pdf or text, for example with: soffice --convert-to pdf FILE"}, "pptx"},
    {{"an OpenDocument presentation", "save it as .pdf or text, for example with: soffice --convert-to pdf FILE"},
     "odp"},
    {{"an OpenDocument spreadsheet", "save it as .xlsx or CSV, for example with: soffice --convert-to xlsx FILE"},
     "ods"},
    {{"an OpenDocument text", "save it as .docx or text, for example with: soffice --convert-to docx FILE"}, "odt"},
    {{"an EPUB book", "convert it to text, for example with: ebook-convert FILE OUT.txt"}, "epub"},
};

}  // namespace

const RefusedForm* refused_form(std::string_view head, std::string_view form, const FieldNames& names) {
  head = trimmed(head);
  if (form == "csv") return is_sql(head) ? &kRows[0].form : kind_of_text(head, TakenFor::kTable);
  if (form == "labelled") return kind_of_text(head, TakenFor::kLabelled);
  if (form == "markdown") return head.starts_with('#') ? kind_of_text(head, TakenFor::kMarkdown) : nullptr;
  const bool is_template = begins_with_any(head, {"{%", "{{", "{#"});
  if (form == "jsonl" || form == "json")
    return is_template ? kind_of_text(head, TakenFor::kText) : refused_json(head, names);
  if (form != "text" && form != "ding") return nullptr;
  const auto row = std::find_if(std::begin(kRows), std::end(kRows), [&](const Row& r) { return r.is(head); });
  if (row != std::end(kRows)) return &row->form;
  return form == "text" ? kind_of_text(head, TakenFor::kText)
                        : nullptr;  // comments of SQL look like a header of `ding`
}

const RefusedForm* refused_binary_form(std::string_view head) {
  if (head.find('\0') == std::string_view::npos) return nullptr;  // a text that begins so by chance
  const auto row = std::find_if(std::begin(kBinaryForms), std::end(kBinaryForms), [&](const MagicRow& r) {
    return head.size() >= r.offset && head.substr(r.offset).starts_with(r.bytes);
  });
  return row == std::end(kBinaryForms) ? nullptr : &row->form;
}

const RefusedForm* refused_document(std::string_view document) {
  const auto row = std::find_if(std::begin(kDocuments), std::end(kDocuments),
                                [&](const MagicRow& r) { return document == r.bytes; });
  return row == std::end(kDocuments) ? nullptr : &row->form;
}

}  // namespace broadtape
