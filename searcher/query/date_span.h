// Spans of time that a written date means: whole days of the query's zone, or times of day and instants counted from
// now.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "common/time/instant.h"
#include "common/time/time_zone.h"

namespace broadtape {

// The reference for a query's relative and local dates.
struct QueryClock {
  std::int64_t now_s = 0;
  TimeZone zone;              // of day boundaries
  int fiscal_year_start = 0;  // the month in which a fiscal year begins, 1 to 12; 0 if it is not given
};

// Years of dates in queries.
inline constexpr int kFirstQueryYear = 1600;
inline constexpr int kLastQueryYear = 9998;

// Inclusive. The days are those of the query's zone on which the first and the last second fall.
struct DateSpan {
  std::int64_t first_s = 0;
  std::int64_t last_s = 0;
  Day first_day;
  Day last_day;
  bool is_whole_days = false;
  bool reaches_now = false;  // an instant counted back from now: as a range, it is the time from then until now
  std::string note;          // how a text was read that leaves something open, such as the year; may be empty
};

// Requires first <= last.
DateSpan whole_days(Day first, Day last, const TimeZone& zone);
DateSpan instants(std::int64_t first_s, std::int64_t last_s, const TimeZone& zone);

// Units of time in relative dates. `spellings` are separated by blanks. A unit has either seconds or months.
struct DateUnit {
  std::string_view name;
  std::string_view spellings;
  std::int64_t seconds;
  int months;
  int most;  // the largest count
};

inline constexpr DateUnit kDateUnits[] = {
    {"second", "s sec secs second seconds", 1, 0, 1'000'000'000},
    {"minute", "m min mins minute minutes", 60, 0, 100'000'000},
    {"hour", "h hr hrs hour hours", 3'600, 0, 1'000'000},
    {"day", "d day days", kSecondsPerDay, 0, 100'000},
    {"week", "w wk wks week weeks", 7 * kSecondsPerDay, 0, 10'000},
    {"month", "mo mos mth mths month months", 0, 1, 3'600},
    {"quarter", "q qtr qtrs quarter quarters", 0, 3, 1'200},
    {"half", "half halves", 0, 6, 600},
    {"year", "y yr yrs year years", 0, 12, 300},
};

// Null for any other word. Rejects `M`, which could be minutes or months.
const DateUnit* find_date_unit(std::string_view word);

// Whether periods of the unit consist of whole days.
bool has_days(const DateUnit& unit);

// A length of time as written: `1y6mo` has both parts.
struct DateLength {
  int months = 0;
  std::int64_t seconds = 0;
  bool has_times = false;  // units shorter than a day
};

// The instant `length` after `from_s`, before it if `sign` is -1. Months are counted in `zone`; a day that the month
// lacks becomes its last one.
std::int64_t moved(std::int64_t from_s, const DateLength& length, int sign, const TimeZone& zone);

// The first and last day of the period of `unit` that contains `day`, or of the one `shift` periods later. Weeks begin
// on Monday, months, quarters, halves and years with the calendar, or in `first_month` for fiscal ones. Requires
// has_days(unit).
struct DayPeriod {
  Day first;
  Day last;
};
DayPeriod period_around(Day day, const DateUnit& unit, int shift = 0, int first_month = 1);

// Whether all days of the span are in the years that queries take.
bool is_in_query_years(const DayPeriod& period);

}  // namespace broadtape
