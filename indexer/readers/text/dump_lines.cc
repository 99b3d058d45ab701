#include <algorithm>
#include <iterator>
#include <string>

#include "common/text/ascii.h"
#include "indexer/readers/text/line_shapes.h"
#include "indexer/readers/text/line_words.h"
#include "indexer/readers/text_layout.h"

namespace broadtape {

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
    return has_slash && !is_web_address(first) && first.find_first_of(",;|") == std::string_view::npos &&
           (first[0] == '/' || first[0] == '.' || count_of(first, '/') > 1);
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

}  // namespace broadtape
