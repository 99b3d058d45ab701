// The parts of the date parser: tokens, the time of day (`15:01:01.79`, `6:15pm EDT`) and the day (`2025-01-30`,
// `26-FEB-1987`, `Jan. 30, 2025`, `Feb 05`).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/time/time_zone.h"

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

struct WrittenClock {
  int second_of_day = 0;    // 86,400 for 24:00
  bool is_possible = true;  // false for hour 605
  bool has_zone = false;
  Zone zone;
  std::string zone_text;  // as written; may be empty
};

enum class ReadResult { kRead, kNotHere, kRefused };

// Forms that are valid only in some positions.
struct ClockForms {
  bool compact = false;  // `1315`, `131559`: only after a T
  bool dotted = false;   // `16.05`: only after a complete date
};

// Consumes the tokens of the time. kNotHere consumes nothing; kRefused sets `reason`.
ReadResult read_clock(DateTokens& tokens, ClockForms forms, WrittenClock& clock, std::string& reason);

struct WrittenDay {
  std::optional<int> year;
  int month = 0;  // 1 to 12
  int day = 0;
};

// Consumes the tokens of the day. kNotHere consumes nothing; kRefused sets `reason`: the date is ambiguous, such as
// `01/02/2025`. Does not check that the day exists in the month.
ReadResult read_day(DateTokens& tokens, WrittenDay& day, std::string& reason);

// Consumes a weekday (0 Sunday to 6 Saturday), including the full stop of `Thu.`.
std::optional<int> read_weekday(DateTokens& tokens);

// Consumes a separate year of four digits, as after the time in `Thu Apr 3 16:10:00 2025`.
std::optional<int> read_year(DateTokens& tokens);

}  // namespace broadtape
