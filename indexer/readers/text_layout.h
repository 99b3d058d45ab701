// Helpers of all readers for blanks, lines and addresses.
#pragma once

#include <algorithm>
#include <initializer_list>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

namespace broadtape {

// Whether `text` is one of `names`, an array of strings.
bool is_among(std::string_view text, const auto& names) {
  return std::find(std::begin(names), std::end(names), text) != std::end(names);
}

inline bool begins_with_any(std::string_view text, std::initializer_list<std::string_view> starts) {
  return std::any_of(starts.begin(), starts.end(), [&](std::string_view start) { return text.starts_with(start); });
}

// A cell without the double quotes around it.
inline std::string_view unquoted(std::string_view cell) {
  const bool is_quoted = cell.size() > 1 && cell.front() == '"' && cell.back() == '"';
  return is_quoted ? cell.substr(1, cell.size() - 2) : cell;
}

// Removes blanks, tabs, line ends and no-break spaces at both ends.
std::string_view trimmed(std::string_view text);

// Collapses runs of the same characters to single blanks and trims; a no-break space between digits remains.
std::string one_line(std::string_view text);

// Removes the first line from `text`, and returns it without LF.
inline std::string_view take_line(std::string_view& text) {
  const std::size_t end = std::min(text.find('\n'), text.size());
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return line;
}

// Whether the line consists of one sign, `-----`: a rule or an underline.
bool is_rule_line(std::string_view line);

// The lines of `text` without LF or CR LF. Throws Error(kTooLarge) above kMaxLines.
std::vector<std::string_view> split_lines(std::string_view text);

std::string joined(const std::vector<std::string>& parts, std::string_view between);

// Whether `text` begins with http:// or https://.
bool is_web_address(std::string_view text);

}  // namespace broadtape
