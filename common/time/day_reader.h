// Reads the day in a written date: `2025-01-30`, `26-FEB-1987`, `Jan. 30, 2025`, `Feb 05`.
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

// Skips what it read. kNotHere leaves `tokens` alone; kRefused sets `reason`: the text is a date that cannot be
// trusted, such as `01/02/2025`. Does not check that the month has such a day.
ReadResult read_day(DateTokens& tokens, WrittenDay& day, std::string& reason);

// The weekday (0 Sunday to 6 Saturday) that starts at the next token, with the full stop of `Thu.`; skips it.
std::optional<int> read_weekday(DateTokens& tokens);

// A year of four digits that stands alone, as behind the time in `Thu Apr 3 16:10:00 2025`; skips it.
std::optional<int> read_year(DateTokens& tokens);

}  // namespace broadtape
