// Which characters form words: byte classes for the ASCII fast path, kinds of code points for everything else.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace broadtape {

enum ByteClass : std::uint8_t {
  kSeparatorByte = 0,
  kLetterByte = 1,
  kDigitByte = 2,
  kAlnumByte = kLetterByte | kDigitByte,
  kNonAsciiByte = 4,
  kPercentByte = 8,
  kJoinerByte = 16,  // `'` and `&`: may continue a word
};

inline constexpr std::array<std::uint8_t, 256> kByteClass = [] {
  std::array<std::uint8_t, 256> table{};
  for (std::size_t b = 'a'; b <= 'z'; ++b) table[b] = table[b - 'a' + 'A'] = kLetterByte;
  for (std::size_t b = '0'; b <= '9'; ++b) table[b] = kDigitByte;
  for (std::size_t b = 0x80; b <= 0xFF; ++b) table[b] = kNonAsciiByte;
  table['%'] = kPercentByte;
  table['\''] = table['&'] = kJoinerByte;
  return table;
}();

// The class of the byte at `at`; kSeparatorByte at the end of the text.
inline std::uint8_t byte_class(std::string_view text, std::size_t at) {
  return at < text.size() ? kByteClass[static_cast<std::uint8_t>(text[at])] : std::uint8_t{kSeparatorByte};
}

// Where the run of bytes of `classes` that begins at `at` ends; `at` if there is none.
inline std::size_t run_end(std::string_view text, std::size_t at, unsigned classes) {
  while ((byte_class(text, at) & classes) != 0) ++at;
  return at;
}

inline bool is_ascii(std::string_view text) {
  for (const char c : text) {
    if (static_cast<std::uint8_t>(c) >= 0x80) return false;
  }
  return true;
}

// Lower case for ASCII letters, digits, '&' and '.' only.
inline char lower_ascii(char c) {
  return static_cast<char>(c | 0x20);
}

enum class CharKind : std::uint8_t {
  kOther,       // splits words
  kWord,        // letter, number: Unicode categories L and N
  kMark,        // combining mark: category M
  kIgnorable,   // soft hyphen, joiners etc.: invisible inside a word
  kApostrophe,  // U+0027, U+2019, U+02BC
  kCjk,         // Han, Hiragana, Katakana, Hangul: indexed by pairs of characters
};

CharKind char_kind(char32_t code_point);

// The kind of the character at `at`; sets `next` to the offset after it. Requires at < size.
CharKind char_kind_at(std::string_view text, std::size_t at, std::size_t& next);

// Whether the character at `at` is a capital letter. Requires at < size.
bool is_capital_at(std::string_view text, std::size_t at);

// Whether a word that ends at `at` continues there.
bool is_word_at(std::string_view text, std::size_t at);

}  // namespace broadtape
