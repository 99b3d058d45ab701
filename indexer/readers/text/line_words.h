// Words and signs of a line, for the tests of its shape.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>

#include "common/text/ascii.h"

namespace broadtape {

// Whether `text` has no other characters than these.
inline bool is_made_of(std::string_view text, std::string_view characters) {
  return text.find_first_not_of(characters) == std::string_view::npos;
}

inline bool is_hex(std::string_view text) {
  return !text.empty() && is_made_of(text, "0123456789abcdefABCDEF");
}

inline std::size_t count_of(std::string_view text, char c) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), c));
}

// The first word of `rest`, which is removed from it with the blanks around it.
inline std::string_view take_word(std::string_view& rest) {
  rest.remove_prefix(std::min(rest.find_first_not_of(" \t"), rest.size()));
  const std::string_view word = rest.substr(0, rest.find_first_of(" \t"));
  rest.remove_prefix(word.size());
  return word;
}

// Whether `pattern` is the start of `text`: `d` a digit, other characters themselves.
inline bool begins_like(std::string_view text, std::string_view pattern) {
  return text.size() >= pattern.size() && std::equal(pattern.begin(), pattern.end(), text.begin(), [](char p, char c) {
           return p == 'd' ? is_ascii_digit(c) : p == c;
         });
}

}  // namespace broadtape
