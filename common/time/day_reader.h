// Parses the day of a date: `2025-01-30`, `26-FEB-1987`, `Jan. 30, 2025`, `Feb 05`.
#pragma once

#include <optional>
#include <string>

#include "common/time/clock_reader.h"
#include "common/time/date_tokens.h"

namespace broadtape {

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
