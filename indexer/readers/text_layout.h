// Helpers of all readers for blanks, lines and addresses.
#pragma once

#include <algorithm>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

namespace broadtape {

// Whether `text` is one of `names`, an array of strings.
bool is_among(std::string_view text, const auto& names) {
  return std::find(std::begin(names), std::end(names), text) != std::end(names);
}

// Removes blanks, tabs, line ends and no-break spaces at both ends.
std::string_view trimmed(std::string_view text);

// Collapses runs of the same characters to single blanks and trims.
std::string one_line(std::string_view text);

// The lines of `text` without LF or CR LF. Throws Error(kTooLarge) above kMaxLines.
std::vector<std::string_view> split_lines(std::string_view text);

std::string joined(const std::vector<std::string>& parts, std::string_view between);

// Whether `text` begins with http:// or https://.
bool is_web_address(std::string_view text);

// `By Ann Reed, Business Writer` as `Ann Reed, Business Writer`.
std::string without_by(std::string_view author);

}  // namespace broadtape
