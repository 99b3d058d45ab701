#include "indexer/readers/text/line_shapes.h"

#include <algorithm>
#include <string>

#include "common/text/ascii.h"
#include "common/text/char_class.h"
#include "indexer/readers/text/line_words.h"
#include "indexer/readers/text_layout.h"

namespace broadtape {
namespace {

constexpr std::string_view kNameBytes = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.:";

}  // namespace

bool has_sentence_end(std::string_view line) {
  constexpr std::string_view kWideStops[] = {"。", "！", "？", "।", "؟", "۔"};
  for (const std::string_view stop : kWideStops) {
    if (line.find(stop) != std::string_view::npos) return true;
  }
  constexpr std::size_t kLongestWord = 100;
  constexpr std::string_view kAfterStop = " \"')[]\xE2";  // or a typographic quotation mark
  const bool all_capitals = std::none_of(line.begin(), line.end(), [](char c) { return c >= 'a' && c <= 'z'; });
  for (std::size_t at = line.find_first_of(".?!"); at < line.size(); at = line.find_first_of(".?!", at + 1)) {
    if (at + 1 < line.size() && kAfterStop.find(line[at + 1]) == std::string_view::npos) continue;
    std::string_view word = line.substr(at - std::min(at, kLongestWord), std::min(at, kLongestWord));
    word.remove_prefix(word.find_last_of(" ([\"'") + 1);  // npos + 1 is 0
    const bool is_plain = word.size() > 1 && word.find('.') == std::string_view::npos && !is_ascii_digit(word[0]);
    if (is_plain && (all_capitals || !is_ascii_upper(word[0]))) return true;
  }
  return false;
}

bool is_prose_line(std::string_view line) {
  constexpr std::size_t kFewestBlanks = 3, kBlanksOfSentence = 8;
  const std::size_t blanks = count_of(line, ' ');
  if ((blanks >= kFewestBlanks || !is_ascii(line)) && has_sentence_end(line)) return true;
  return blanks >= kBlanksOfSentence && line.ends_with('.') && cells_by_blanks(line).size() < 2;  // `in 2024.`
}

// `[1] Harbor Research, 2024.`, not `[section]`.
bool is_bracketed_mark(std::string_view line) {
  const std::size_t close = line.find(']');
  return line.starts_with('[') && close != std::string_view::npos && close > 1 && line[1] != ' ' &&
         line.substr(close).starts_with("] ");
}

bool is_comment_line(std::string_view line) {
  if (line.size() > 1 && std::string_view("*%;").find(line[0]) != std::string_view::npos)
    return line[1] == ' ' || line[1] == line[0] || line[1] == '!';
  return line.starts_with('#') || line.starts_with("\"\"\"") || line.starts_with("//") || line.starts_with("/*") ||
         line.starts_with("<!--") || line.starts_with("{#");
}

// `Banks follow, and pay more;`: an item of an enumeration in a text.
bool is_clause(std::string_view line) {
  constexpr std::size_t kFewestBlanks = 2;
  return line.size() > 1 && is_ascii_upper(line[0]) && !is_ascii_upper(line[1]) && line[1] != '_' &&
         count_of(line, ' ') >= kFewestBlanks && line.find_first_of("=(){}<>[]_$*&\"\\") == std::string_view::npos;
}

bool is_code_line(std::string_view line) {
  constexpr std::string_view kStarts = "/[{}<$%&|\\", kEnds = ";{}\\|";
  constexpr std::string_view kWords[] = {"import",  "from",   "package", "return",    "def",    "function",
                                         "func",    "export", "echo",    "set",       "done",   "fi",
                                         "end",     "using",  "elif",    "namespace", "public", "print",
                                         "private", "static", "const",   "require",   "let",    "var"};
  constexpr std::size_t kMostBlanks = 8;
  line = trimmed(line);
  if (line.empty() || is_drawn_row(line)) return false;
  if (is_bracketed_mark(line)) return false;
  if (std::string_view("$%&").find(line.front()) != std::string_view::npos && is_prose_line(line)) return false;
  if (kStarts.find(line.front()) != std::string_view::npos) return true;
  if (kEnds.find(line.back()) != std::string_view::npos) return line.back() != ';' || !is_clause(line);
  if (line == "else:" || line == "try:" || is_made_of(line, ")]};,")) return true;
  if (line.ends_with("):") || line.ends_with("()") || line.ends_with("=>")) return true;
  const std::size_t equals = line.find(" = ");  // `name = "a longer text"`
  if (equals != std::string_view::npos &&
      line.substr(0, equals).find_first_not_of(kNameBytes) == std::string_view::npos)
    return true;
  if (count_of(line, ' ') >= kMostBlanks) return false;
  const std::string_view name = line.substr(0, line.find_first_of(" (\""));  // `print("a")`, `msgid "a"`
  std::string_view rest = trimmed(line.substr(name.size()));
  if (!name.empty() && rest.size() > 1 && name.find_first_not_of(kNameBytes) == std::string_view::npos &&
      ((rest.front() == '(' && rest.back() == ')' && line[name.size()] == '(') ||
       (rest.front() == '"' && rest.back() == '"')))
    return true;
  if (is_among(name, kWords) && !has_sentence_end(line)) return true;
  return line.find('=') != std::string_view::npos;
}

}  // namespace broadtape
