// White space, quotation marks and the characters of names in queries.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>

#include "common/text/ascii.h"

namespace broadtape {

// The number of bytes of the white space at text[at]; 0 if another kind of character is there.
inline std::size_t space_at(std::string_view text, std::size_t at) {
  const char c = text[at];
  if (c == ' ' || (c >= '\t' && c <= '\r')) return 1;
  if (text.substr(at, 2) == "\u00a0") return 2;
  if (text.substr(at, 3) == "\u3000") return 3;
  return 0;
}

// Likewise of a double quotation mark.
inline std::size_t quote_at(std::string_view text, std::size_t at) {
  if (text[at] == '"') return 1;
  for (const std::string_view quote : {"\u201c", "\u201d", "\u201e"}) {
    if (text.substr(at, quote.size()) == quote) return quote.size();
  }
  return 0;
}

// Whether a name before a colon can have `c`; parts of characters outside ASCII are accepted.
inline bool is_name_character(char c) {
  return is_ascii_letter(c) || is_ascii_digit(c) || c == '_' || c == '-' || static_cast<unsigned char>(c) >= 0x80;
}

inline bool has_lower_case(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

}  // namespace broadtape
