// Splits a date into numbers, words and signs.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace broadtape {

enum class DateTokenKind : std::uint8_t {
  kEnd,
  kNumber,  // a run of digits
  kWord,    // a run of ASCII letters
  kSign,    // one other character
};

struct DateToken {
  DateTokenKind kind = DateTokenKind::kEnd;
  std::string_view text;  // as written
  int value = 0;          // of a number; -1 for more than nine digits
  char sign = 0;          // '-' for any dash or minus, '|' for bullets; 0 for a character that does not occur in dates
  bool spaced = false;    // preceded by white space, including no-break spaces

  bool is_sign(char wanted) const { return kind == DateTokenKind::kSign && sign == wanted; }
  bool is_number(std::size_t min_digits, std::size_t max_digits) const {
    return kind == DateTokenKind::kNumber && text.size() >= min_digits && text.size() <= max_digits;
  }
};

// A cursor over the tokens of a text, which must outlive it. Tokens past the end have kind kEnd.
class DateTokens {
 public:
  explicit DateTokens(std::string_view text);

  const DateToken& peek(std::size_t ahead = 0) const;
  void skip(std::size_t count = 1) { at_ += count; }
  bool at_end() const { return peek().kind == DateTokenKind::kEnd; }

  // The text that has not been skipped.
  std::string_view rest() const;

 private:
  std::string_view text_;
  std::vector<DateToken> tokens_;
  std::size_t at_ = 0;
};

// ASCII case-insensitive comparison; `upper` must be in capitals.
bool equals_upper(std::string_view word, std::string_view upper);

}  // namespace broadtape
