// Ranges of dates: `2025-01..2025-03`, `>2025-03`, `since 2024`, or one date of the forms in date_grammar.h.
//
// An article with a day but no time of day counts for its whole day: it is in a range if that day and the range have a
// second in common, in the query's zone.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "searcher/query/date_cursor.h"
#include "searcher/query/date_span.h"

namespace broadtape {

// Inclusive; nullopt leaves that side open. The limit in seconds is for articles with a time, the one in days for
// articles with only a day; both are set, or neither.
struct DateRange {
  std::optional<std::int64_t> since_s;
  std::optional<std::int64_t> until_s;
  std::optional<Day> first_day;
  std::optional<Day> last_day;
  std::string text;  // as written

  bool has_bounds() const { return since_s || until_s; }

  friend bool operator==(const DateRange&, const DateRange&) = default;
};

struct DateRangeResult {
  std::optional<DateRange> range;
  DateProblem problem;  // set if there is no range
  std::string note;     // how the text was read, if it leaves something open: `january` is read as 2025-01; else empty
};

// A range as in `date:`. A single instant counted back from now extends to now.
DateRangeResult parse_date_range(std::string_view text, const QueryClock& clock);

// The values of --since and --until: the beginning of one date, the end of one, or a whole range. Empty text leaves
// both sides open.
DateRangeResult parse_since(std::string_view text, const QueryClock& clock);
DateRangeResult parse_until(std::string_view text, const QueryClock& clock);

// Whether the text, which may be invalid, means another time on another day.
bool depends_on_clock(std::string_view date);

// The length of `7d` and the like back from now, in seconds; nullopt for other text.
std::optional<std::int64_t> parse_length_s(std::string_view text, const QueryClock& clock);

// The value of --now: an instant, or the last second of a day, month or year.
// Throws Error(kUsage), which names `what`, for other text.
std::int64_t parse_now(std::string_view text, const TimeZone& zone, const std::string& what = "--now");

// The value of --fiscal-year-start: a month by name or number; nullopt for other text.
std::optional<int> parse_month(std::string_view text);

// The intersection of both ranges.
DateRange intersect(const DateRange& a, const DateRange& b);

}  // namespace broadtape
