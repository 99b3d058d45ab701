#include <algorithm>
#include <cctype>
#include <iterator>
#include <string>

#include "indexer/readers/forms.h"
#include "indexer/readers/text_layout.h"

namespace broadtape {
namespace {

bool begins_with_any(std::string_view head, std::initializer_list<std::string_view> starts) {
  return std::any_of(starts.begin(), starts.end(), [&](std::string_view start) { return head.starts_with(start); });
}

std::string_view trimmed_first_line(std::string_view head) {
  return trimmed(head.substr(0, head.find('\n')));
}

bool is_sec_submission(std::string_view head) {
  return begins_with_any(
      head, {"-----BEGIN PRIVACY-ENHANCED MESSAGE-----", "<SEC-DOCUMENT>", "<SEC-HEADER>", "<IMS-DOCUMENT>"});
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
    if (!line.empty() && !begins_with_any(line, {"--", "/*", "*", "SET ", "LOCK TABLES", "USE "})) return false;
    head.remove_prefix(std::min(head.find('\n'), head.size() - 1) + 1);
  }
  return false;
}

// `name: value`, where the name is one word.
bool is_yaml_pair(std::string_view line) {
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos || colon == 0) return false;
  if (colon + 1 < line.size() && line[colon + 1] != ' ') return false;
  return std::all_of(line.begin(), line.begin() + static_cast<std::ptrdiff_t>(colon),
                     [](unsigned char c) { return std::isalnum(c) || c == '_' || c == '-' || c == '"'; });
}

// A list of objects, or a document that is not the front matter of a text. Prose with one line such as `Paris: rain` is
// not taken for it.
bool is_yaml(std::string_view head) {
  if (head.starts_with("- ")) {
    const std::string_view second =
        head.find('\n') == std::string_view::npos ? std::string_view() : head.substr(head.find('\n') + 1);
    return is_yaml_pair(trimmed_first_line(head).substr(2)) && second.starts_with("  ") &&
           is_yaml_pair(trimmed_first_line(second));
  }
  if (!head.starts_with("---\n")) return false;
  const std::string_view rest = head.substr(4);
  return rest.find("\n---") == std::string_view::npos &&
         (rest.starts_with("- ") || is_yaml_pair(trimmed_first_line(rest)));
}

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
    {{"a submission to the SEC", "add the documents in it as HTML or text"}, is_sec_submission},
    {{"SQL", "export the table as CSV or JSON Lines"}, is_sql},
    {{"YAML", "convert it to JSON"}, is_yaml},
    {{"JavaScript around JSON", "remove what is before and after the JSON"}, is_script},
    {{"PostScript", "convert it to text, for example with: ps2ascii FILE"}, is_postscript},
};

}  // namespace

const RefusedForm* refused_form(std::string_view head) {
  head = trimmed(head);
  const auto row = std::find_if(std::begin(kRows), std::end(kRows), [&](const Row& r) { return r.is(head); });
  return row == std::end(kRows) ? nullptr : &row->form;
}

}  // namespace broadtape
