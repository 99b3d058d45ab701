// The parts of the date parser: tokens, the time of day (`15:01:01.79`, `6:15pm EDT`, `10h21`, `上午9時30分`) and the
// day
// (`2025-01-30`, `26-FEB-1987`, `15 de enero de 2024`, `30.01.2025`, `2024年1月15日`, `Feb 05`).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/time/date_parser.h"
#include "common/time/date_words.h"
#include "common/time/time_zone.h"

namespace broadtape {

enum class DateTokenKind : std::uint8_t {
  kEnd,
  kNumber,  // a run of digits
  kWord,    // a run of letters; of Chinese, Japanese or Korean a known word or one character
  kSign,    // one other character
};

struct DateToken {
  DateTokenKind kind = DateTokenKind::kEnd;
  std::string_view text;  // as written
  int value = 0;          // of a number; -1 for more than nine digits
  char sign = 0;          // '-' for any dash or minus, '|' for bullets; 0 for a character that does not occur in dates
  bool spaced = false;    // preceded by white space, including no-break spaces
  DateWord word;

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

  // Whether any token, skipped or not, has one of these roles.
  bool have(std::uint32_t roles) const { return (roles_ & roles) != 0; }

  // The text that has not been skipped.
  std::string_view rest() const;

  // The text of `count` tokens, at least one, from the one at `ahead`; requires that they exist.
  std::string_view text_of(std::size_t ahead, std::size_t count) const;

 private:
  std::string_view text_;
  std::vector<DateToken> tokens_;
  std::size_t at_ = 0;
  std::uint32_t roles_ = 0;
};

// ASCII case-insensitive comparison; `upper` must be in capitals.
bool equals_upper(std::string_view word, std::string_view upper);

struct WrittenClock {
  int second_of_day = 0;    // 86,400 for 24:00
  bool is_possible = true;  // false for hour 605
  bool has_zone = false;    // has `zone`
  Zone zone;
  std::optional<TimeZone> region;  // `America/New_York`; without effect beside `zone`
  std::string zone_text;           // as written; may be empty
};

enum class ReadResult { kRead, kNotHere, kRefused };

// Forms that are valid only in some positions.
struct ClockForms {
  bool compact = false;  // `1315`, `131559`: only after a T
  bool dotted = false;   // `16.05`: only after a complete date
};

// Consumes the tokens of the time. kNotHere consumes nothing; kRefused sets `reason`.
ReadResult read_clock(DateTokens& tokens, ClockForms forms, WrittenClock& clock, std::string& reason);

// Consumes the zone after a time, if there is one. False sets `reason`.
bool read_zone(DateTokens& tokens, WrittenClock& clock, std::string& reason);

struct WrittenDay {
  std::optional<int> year;
  int month = 0;                          // 1 to 12
  int day = 0;                            // with `either_order` the first number, and `month` the second
  bool either_order = false;              // `01/02/2025`
  bool is_short = false;                  // `24-01-15`, which may have the year first
  DateOrder shown = DateOrder::kUnknown;  // the order that a number above 12 proves
};

// Consumes the tokens of the day. kNotHere consumes nothing; kRefused sets `reason`. Does not check that the day exists
// in the month.
ReadResult read_day(DateTokens& tokens, WrittenDay& day, std::string& reason);

// The same for days written in numbers only, with the year last: `30.01.2025`, `8/23/2026`.
ReadResult read_numeric_day(DateTokens& tokens, WrittenDay& day);

// Consumes a weekday (0 Sunday to 6 Saturday), including the full stop of `Thu.`. A name that is also that of a month
// (`mar`) is a weekday if another month follows, or if the day was read already.
std::optional<int> read_weekday(DateTokens& tokens, bool behind_day);

// Consumes a separate year of four digits, as after the time in `Thu Apr 3 16:10:00 2025`.
std::optional<int> read_year(DateTokens& tokens);

// The year of two digits: 1970 to 2069.
int full_year(int two_digits);

// The year of a date: of four digits, Buddhist in a text with Thai words (`2567` is 2024).
int calendar_year(const DateTokens& tokens, int year);

// `2 hours ago`, `vor 2 Stunden`, `3日前`, `1 hour 20 minutes ago`; `now`.
struct WrittenAge {
  std::int64_t seconds = 0;  // months and years count nothing
  TimeUnit coarsest = TimeUnit::kSecond;
  TimeUnit finest = TimeUnit::kSecond;
};
std::optional<WrittenAge> read_age(DateTokens& tokens);

// Consumes `now`, `just now`, `たった今`.
bool read_now(DateTokens& tokens);

// Consumes `3 min read`, `Lesezeit: 3 Minuten` and the like.
bool read_reading_time(DateTokens& tokens);

}  // namespace broadtape
