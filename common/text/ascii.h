// Classes and case of ASCII characters, for names and marks that are nothing but ASCII; text goes through fold().
#pragma once

#include <string>
#include <string_view>

namespace broadtape {

// A to Z in lower case; every other byte as it is.
inline std::string ascii_lowered(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

inline bool is_ascii_digit(char c) {
  return c >= '0' && c <= '9';
}

inline bool is_ascii_upper(char c) {
  return c >= 'A' && c <= 'Z';
}

inline bool is_ascii_letter(char c) {
  return is_ascii_upper(c) || (c >= 'a' && c <= 'z');
}

// What separates words within a text that holds no other control characters.
inline bool is_ascii_space(char c) {
  return c == ' ' || c == '\t' || c == '\n';
}

}  // namespace broadtape
