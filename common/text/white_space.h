// White space normalisation for short texts that are compared: names, headlines.
#pragma once

#include <string>
#include <string_view>

namespace broadtape {

// Removes white space (space, tab, line ends, U+00A0) at both ends and collapses inner runs to one space.
inline std::string single_spaced(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  bool blank = false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    const bool no_break = c == '\xC2' && text.substr(at, 2) == "\xC2\xA0";
    if (c == ' ' || (c >= '\t' && c <= '\r') || no_break) {
      blank = true;
      at += no_break ? 1 : 0;
      continue;
    }
    if (blank && !out.empty()) out += ' ';
    blank = false;
    out += c;
  }
  return out;
}

}  // namespace broadtape
