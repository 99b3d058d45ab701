#include "indexer/readers/text/line_shapes.h"

#include <algorithm>
#include <string>

#include "common/text/ascii.h"
#include "common/text/char_class.h"
#include "indexer/readers/text_layout.h"

namespace broadtape {
namespace {

bool is_made_of(std::string_view text, std::string_view characters) {
  return text.find_first_not_of(characters) == std::string_view::npos;
}

bool is_hex(std::string_view text) {
  return !text.empty() && is_made_of(text, "0123456789abcdefABCDEF");
}

std::size_t count_of(std::string_view text, char c) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), c));
}

// The first word of `rest`, which is removed from it with the blanks around it.
std::string_view take_word(std::string_view& rest) {
  rest.remove_prefix(std::min(rest.find_first_not_of(" \t"), rest.size()));
  const std::string_view word = rest.substr(0, rest.find_first_of(" \t"));
  rest.remove_prefix(word.size());
  return word;
}

constexpr std::string_view kNameBytes = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.:";

// Whether `pattern` is the start of `text`: `d` a digit, other characters themselves.
bool begins_like(std::string_view text, std::string_view pattern) {
  return text.size() >= pattern.size() && std::equal(pattern.begin(), pattern.end(), text.begin(), [](char p, char c) {
           return p == 'd' ? is_ascii_digit(c) : p == c;
         });
}

constexpr std::string_view kLevels[] = {"trace",    "debug", "info",  "notice", "warn",  "warning", "error", "err",
                                        "critical", "crit",  "alert", "emerg",  "fatal", "severe",  "panic"};

std::string_view without_marks(std::string_view word) {
  constexpr std::string_view kMarksAround = "[](){}<>,:;|-";
  word.remove_prefix(std::min(word.find_first_not_of(kMarksAround), word.size()));
  return word.substr(0, word.find_last_not_of(kMarksAround) + 1);
}

bool is_level(std::string_view word) {
  return is_among(ascii_lowered(without_marks(word)), kLevels);
}

// A month or weekday in three letters.
bool is_calendar_word(std::string_view word) {
  constexpr std::string_view kWords[] = {"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct",
                                         "nov", "dec", "mon", "tue", "wed", "thu", "fri", "sat", "sun"};
  return is_among(ascii_lowered(without_marks(word)), kWords);
}

// What may come before the time in a stamp. `*date` is set if it is a part of a date.
bool is_stamp_word(std::string_view word, bool* date) {
  if (is_level(word) || is_made_of(word, "-|<>[]")) return true;
  if (is_calendar_word(word)) return *date = true;
  const bool is_digits = std::any_of(word.begin(), word.end(), is_ascii_digit) &&
                         is_made_of(without_marks(word), "0123456789-/.,:TIWEF<>");
  if (is_digits) *date = true;
  return is_digits || (word.starts_with('[') && word.ends_with(']'));
}

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

bool begins_with_log_stamp(std::string_view line) {
  constexpr std::size_t kLongestStamp = 100;
  constexpr int kMostWords = 8;
  if (begins_like(line, "dddddddddd.") || begins_like(line, "dddddddddd ") || begins_like(line, "ddddddddddddd "))
    return true;
  if (line.starts_with('[')) {  // seconds since the start of a kernel
    const std::string_view inner = trimmed(line.substr(1, std::min(line.find(']'), line.size()) - 1));
    if (inner.find('.') != std::string_view::npos && is_made_of(inner, "0123456789.")) return true;
  }
  std::string_view rest = line.substr(0, kLongestStamp);
  if (const std::size_t colon = rest.find(':'); colon != std::string_view::npos && is_level(rest.substr(0, colon))) {
    const std::size_t second = rest.find(':', colon + 1);  // `INFO:root:started`
    if (second != std::string_view::npos && rest.substr(0, second).find(' ') == std::string_view::npos) return true;
  }
  for (std::size_t at = rest.find('['); at != std::string_view::npos; at = rest.find('[', at + 1)) {
    if (begins_like(rest.substr(at + 1), "dd/") && begins_like(rest.substr(std::min(at + 7, rest.size())), "/dddd:dd:"))
      return true;  // of a web server
  }
  bool date = false, clock = false, seconds = false, level = false;
  for (int i = 0; i < kMostWords && !rest.empty(); ++i) {
    const std::string_view word = take_word(rest);
    const std::size_t colon = word.find(':');
    const std::string_view from = word.substr(colon == std::string_view::npos || colon < 2 ? 0 : colon - 2);
    level = level || is_level(word);
    if (clock) continue;
    clock = begins_like(from, "dd:dd");
    seconds = begins_like(from, "dd:dd:dd");
    if (clock) {
      bool part = false;
      const std::string_view before = word.substr(0, static_cast<std::size_t>(from.data() - word.data()));
      if (!before.empty() && !is_made_of(before, "[(<\"") && !is_stamp_word(before, &part)) return false;
      date = date || part;
    } else if (!is_stamp_word(word, &date)) {
      return false;
    }
  }
  return clock && ((date && seconds) || level);
}

bool has_log_level(std::string_view line) {
  constexpr int kMostWordsBefore = 8;
  for (int i = 0; i < kMostWordsBefore && !line.empty(); ++i) {
    if (is_level(take_word(line))) return true;
  }
  return false;
}

bool is_named_values_line(std::string_view line) {
  constexpr std::size_t kFewest = 3;
  std::size_t values = 0;
  for (std::size_t at = line.find('='); at != std::string_view::npos && values < kFewest; at = line.find('=', at + 1))
    values += at > 0 && is_ascii_letter(line[at - 1]) && at + 1 < line.size() && line[at + 1] != ' ';
  return values >= kFewest && line.find(' ') != std::string_view::npos;
}

bool is_hex_line(std::string_view line) {
  constexpr std::size_t kFewestGroups = 4, kLongestGroup = 8, kFewestDigits = 32;
  const std::string_view whole = line.starts_with("0x") ? line.substr(2) : line;
  if (is_hex(whole) && whole.size() >= kFewestDigits && whole.find_first_of("0123456789") != std::string_view::npos)
    return true;
  std::string_view rest = line;
  const std::string_view offset = take_word(rest);
  const bool has_offset = offset.size() >= 6 && is_hex(offset.substr(0, offset.find(':')));
  if (!has_offset) rest = line;
  std::size_t groups = 0, digits = 0;
  for (std::string_view word = take_word(rest); !word.empty(); word = take_word(rest)) {
    if (word.starts_with("0x")) word = word.substr(2, word.find(',') - 2);
    if (!is_hex(word) || word.size() % 2 != 0 || word.size() > kLongestGroup) break;
    digits += static_cast<std::size_t>(std::count_if(word.begin(), word.end(), is_ascii_digit));
    ++groups;
  }
  if (has_offset && groups == 0) return offset.size() == kLongestGroup && trimmed(rest).empty();  // the end of a dump
  return digits > 0 && groups >= (has_offset ? 1 : kFewestGroups) && (has_offset || take_word(rest).empty());
}

bool is_base64_line(std::string_view line) {
  constexpr std::size_t kShortest = 60;
  if (line.size() < kShortest) return false;
  const std::string_view data = line.substr(0, line.find_last_not_of('=') + 1);
  bool upper = false, lower = false, digit = false;
  for (const char c : data) {
    upper = upper || is_ascii_upper(c);
    lower = lower || (c >= 'a' && c <= 'z');
    digit = digit || is_ascii_digit(c);
    if (!is_ascii_letter(c) && !is_ascii_digit(c) && c != '+' && c != '/' && c != '-' && c != '_') return false;
  }
  return upper && lower && digit;
}

bool is_listing_line(std::string_view line) {
  constexpr std::string_view kBranches[] = {"├──",      "└──",      "│   ", "|-- ", "`-- ",
                                            "|   |-- ", "|   `-- ", "+---", "\\---"};
  if (std::any_of(std::begin(kBranches), std::end(kBranches), [&](std::string_view b) { return line.starts_with(b); }))
    return !is_drawn_rule(line);
  constexpr std::size_t kModeBytes = 10, kShortestChecksum = 32;
  if (line.size() > kModeBytes && std::string_view("-dlbcps").find(line[0]) != std::string_view::npos &&
      is_made_of(line.substr(1, kModeBytes - 1), "rwxsStT-") && (line[1] == 'r' || line[1] == '-') &&
      line.find(' ') <= kModeBytes + 1 && line.find(' ') != std::string_view::npos)
    return true;
  std::string_view rest = line;
  const std::string_view first = take_word(rest);
  const bool has_slash = first.find('/') != std::string_view::npos;
  if (trimmed(rest).empty())
    return has_slash && !is_web_address(first) && (first[0] == '/' || first[0] == '.' || count_of(first, '/') > 1);
  if (first.size() >= kShortestChecksum && is_hex(first)) return true;
  const std::string_view last = trimmed(rest);
  if (is_made_of(first, "0123456789.,KMGT") && is_ascii_digit(first[0]) && last.find(' ') == std::string_view::npos &&
      (last.starts_with("./") || last.starts_with('/')))
    return true;
  const std::string_view clock = take_word(rest);  // of `dir`
  if (!begins_like(clock, "dd:dd") || !begins_like(first.substr(0, 2), "dd")) return false;
  std::string_view size = take_word(rest);
  if (size == "AM" || size == "PM") size = take_word(rest);
  return size == "<DIR>" || (is_made_of(size, "0123456789,.") && !size.empty() && !trimmed(rest).empty());
}

bool is_drawn_rule(std::string_view line) {
  constexpr std::string_view kBox[] = {"┌", "├", "└", "╔", "╠", "╚", "┬", "┼", "┴"};
  if (std::any_of(std::begin(kBox), std::end(kBox), [&](std::string_view b) { return line.starts_with(b); }))
    return line.find("──") != std::string_view::npos ? line.find(' ') == std::string_view::npos
                                                     : line.find("══") != std::string_view::npos;
  const std::size_t crossings = count_of(line, '+') + count_of(line, '|');
  return crossings > 0 && is_made_of(line, "+|-=: ") && line.find_first_of("-=") != std::string_view::npos &&
         line.size() > 4 && crossings * 2 < line.size();
}

bool is_drawn_row(std::string_view line) {
  for (const std::string_view bar : {"|", "│", "║"}) {
    if (line.size() > 2 * bar.size() && line.starts_with(bar) && line.ends_with(bar)) return true;
  }
  return false;
}

bool is_column_rule(std::string_view line) {
  constexpr std::size_t kShortest = 5;
  if (line.size() < kShortest || !(is_made_of(line, "- \t") || is_made_of(line, "= \t"))) return false;
  return line.find_first_of(" \t") != std::string_view::npos && line.find("- - -") == std::string_view::npos;
}

std::vector<LineCell> cells_by_blanks(std::string_view line) {
  constexpr std::string_view kSentenceEnds = ".?!:\"')";
  std::vector<LineCell> cells;
  std::size_t column = 0, blanks = 2, last = 0;
  bool tab = false;
  char before = ' ';
  for (const char c : line) {
    if ((c & 0xC0) == 0x80) continue;  // not the first byte of a character
    if (c == ' ' || c == '\t') {
      ++blanks;
      tab = tab || c == '\t';
    } else {
      const bool separates =
          before != ':' && (tab || blanks > 2 || (blanks == 2 && kSentenceEnds.find(before) == std::string_view::npos));
      if (cells.empty() || separates) cells.push_back({column, column});
      blanks = 0;
      tab = false;
      before = c;
      last = column + 1;
      cells.back().end = last;
    }
    ++column;
  }
  return cells;
}

NumberShare numbers_of(std::string_view line) {
  NumberShare share;
  for (std::string_view word = take_word(line); !word.empty(); word = take_word(line)) {
    ++share.words;
    share.numbers += is_made_of(word, "0123456789.,:;/%+-()$*") || word == "€" || word == "£" || word == "n/a" ||
                     word == "NaN" || (is_ascii_digit(word[0]) && is_made_of(word, "0123456789.eE+-,%KMBT"));
  }
  return share;
}

}  // namespace broadtape
