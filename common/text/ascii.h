// ASCII text: classes and case of characters, white space at the ends, digit groups. For names and markup that are
// ASCII by definition; use fold() for text.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace broadtape {

// A to Z in lower case; other bytes unchanged.
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

// Separators of words in text without other control characters.
inline bool is_ascii_space(char c) {
  return c == ' ' || c == '\t' || c == '\n';
}

// `text` without white space at both ends.
inline std::string_view trim_spaces(std::string_view text) {
  const auto is_space = [](char c) { return c == ' ' || (c >= '\t' && c <= '\r'); };
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

// 1234567 as "1,234,567".
inline std::string with_commas(std::uint64_t number) {
  std::string digits = std::to_string(number);
  for (std::size_t at = digits.size(); at > 3;) digits.insert(at -= 3, 1, ',');
  return digits;
}

}  // namespace broadtape
