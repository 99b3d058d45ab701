// Blanks, lines and paragraphs: the small change of every reader.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace broadtape {

// Without blanks, tabs, line ends and no-break spaces at either end.
std::string_view trimmed(std::string_view text);

// Runs of the same as single blanks, none at the ends.
std::string one_line(std::string_view text);

// The lines of `text`, without their LF or CR LF. Throws Error(kTooLarge) past kMaxLines.
std::vector<std::string_view> split_lines(std::string_view text);

std::string joined(const std::vector<std::string>& parts, std::string_view between);

// The host of an http(s) address without `www.`, lower case; empty when it is none.
std::string url_host(std::string_view url);

}  // namespace broadtape
