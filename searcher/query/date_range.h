// Date limits as people write them in queries: partial dates widen to the whole month or year, ends are inclusive,
// `7d 3w 6mo 1y` count back from now. Slash dates are refused, because nobody can say which number is the month.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "common/time/instant.h"
#include "common/time/time_zone.h"

namespace broadtape {

// What a query's dates are relative to.
struct QueryClock {
  std::int64_t now_s = 0;
  TimeZone zone;  // where days begin
};

// From `since_s` to `until_s`, both inside; none: open on that side.
struct DateRange {
  std::optional<std::int64_t> since_s;
  std::optional<std::int64_t> until_s;
  // Set when the limit is a whole day of the query's zone. Articles known only by their day count by that day, wherever
  // its midnight falls.
  std::optional<Day> first_day;
  std::optional<Day> last_day;
  std::string text;  // as written, normalised: "2025-01..2025-03"

  friend bool operator==(const DateRange&, const DateRange&) = default;
};

// Why a date could not be understood, and where in its text.
struct DateProblem {
  std::string message;
  std::string hint;
  std::size_t at = 0;  // byte of the text given
};

struct DateRangeResult {
  std::optional<DateRange> range;
  DateProblem problem;  // when there is no range
};

// A range as in `date:`: `2025`, `2025-01`, `2025-01-30`, `2025-01-30T14:05`, `2025-01..2025-03`, `7d`, `30d..7d`.
// `now` is a limit too. A relative date alone runs until now.
DateRangeResult parse_date_range(std::string_view text, const QueryClock& clock);

// The limits of --since and --until; an empty text leaves that side open.
DateRangeResult parse_since(std::string_view text, const QueryClock& clock);
DateRangeResult parse_until(std::string_view text, const QueryClock& clock);

// What --now fixes: an instant, or the last second of a day, month or year.
// Throws Error(kUsage), which names `what`, for anything else.
std::int64_t parse_now(std::string_view text, const TimeZone& zone, const std::string& what = "--now");

// The instants in both ranges.
DateRange intersect(const DateRange& a, const DateRange& b);

}  // namespace broadtape
