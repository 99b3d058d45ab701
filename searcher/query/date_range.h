// Parses date limits in queries. Partial dates cover the whole month or year, limits are inclusive, and `7d 3w 6mo 1y`
// count back from now. Dates with slashes are rejected because the order of day and month is ambiguous.
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
  TimeZone zone;  // of day boundaries
};

// From `since_s` to `until_s`, inclusive; nullopt leaves that side open.
struct DateRange {
  std::optional<std::int64_t> since_s;
  std::optional<std::int64_t> until_s;
  // Set if the limit is a whole day in the query's zone. Articles dated without a time count by their day, regardless
  // of the time zone.
  std::optional<Day> first_day;
  std::optional<Day> last_day;
  std::string text;  // normalised: "2025-01..2025-03"

  bool has_bounds() const { return since_s || until_s; }

  friend bool operator==(const DateRange&, const DateRange&) = default;
};

// Why a date is invalid, and where.
struct DateProblem {
  std::string message;
  std::string hint;
  std::size_t at = 0;  // byte offset in the given text
};

struct DateRangeResult {
  std::optional<DateRange> range;
  DateProblem problem;  // set if there is no range
};

// A range as in `date:`: `2025`, `2025-01`, `2025-01-30`, `2025-01-30T14:05`, `2025-01..2025-03`, `7d`, `30d..7d`.
// `now` is a valid limit. A single relative date extends to now.
DateRangeResult parse_date_range(std::string_view text, const QueryClock& clock);

// The values of --since and --until; empty text leaves that side open.
DateRangeResult parse_since(std::string_view text, const QueryClock& clock);
DateRangeResult parse_until(std::string_view text, const QueryClock& clock);

// The value of --now: an instant, or the last second of a day, month or year.
// Throws Error(kUsage), which names `what`, for other text.
std::int64_t parse_now(std::string_view text, const TimeZone& zone, const std::string& what = "--now");

// The intersection of both ranges.
DateRange intersect(const DateRange& a, const DateRange& b);

}  // namespace broadtape
