// Cuts a written date into numbers, words and signs.
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
  int value = 0;          // of a number of at most nine digits; longer ones have -1
  char sign = 0;          // '-' for every dash and minus, '|' for bullets; 0 for a character that no date has
  bool spaced = false;    // white space, no-break spaces included, stands before it

  bool is_sign(char wanted) const { return kind == DateTokenKind::kSign && sign == wanted; }
  bool is_number(std::size_t min_digits, std::size_t max_digits) const {
    return kind == DateTokenKind::kNumber && text.size() >= min_digits && text.size() <= max_digits;
  }
};

// Walks the tokens of one text, which must outlive it; past the end stand tokens of kind kEnd.
class DateTokens {
 public:
  explicit DateTokens(std::string_view text);

  const DateToken& peek(std::size_t ahead = 0) const;
  void skip(std::size_t count = 1) { at_ += count; }
  bool at_end() const { return peek().kind == DateTokenKind::kEnd; }

  // What has not been skipped yet, as written.
  std::string_view rest() const;

 private:
  std::string_view text_;
  std::vector<DateToken> tokens_;
  std::size_t at_ = 0;
};

// Compares ASCII letters without regard to case; `upper` is in capitals.
bool equals_upper(std::string_view word, std::string_view upper);

}  // namespace broadtape
