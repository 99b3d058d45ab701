// The grammar of dates in queries, options and parameters: a table of forms, each with examples, its meaning and its
// readers. docs/query-language.md has the same table, and a test compares them.
#pragma once

#include <string_view>

#include "searcher/query/date_cursor.h"
#include "searcher/query/date_readers.h"

namespace broadtape {

struct DateFormRow {
  std::string_view examples;  // in Markdown: "`2025`, `2025-01`"
  std::string_view meaning;
  DateReading (*readers[3])(DateCursor& cursor);  // null where there are fewer
};

// Forms of one date or period.
inline constexpr DateFormRow kDateForms[] = {
    {"`2025`, `2025-01`, `2025-01-30`, `202501`, `20250130`, `2025-1-5`, `2025-030`, `2024-2025`",
     "the year, month or day; the 30th day of the year; both years",
     {read_numbers}},
    {"`2025/01/30`, `30.01.2025`, `1/30/2025`, `01/2025`",
     "a day or month; with dots the day comes first. `01/02/2025`, which could be read in two ways, is rejected",
     {read_numbers}},
    {"`jan 2025`, `January 30, 2025`, `30 jan 2025`, `30-JAN-2025`, `Thu, 30 Jan 2025`, `the 30th of january 2025`, "
     "`jan '25`",
     "a month or day by name. `jan 25`, which could be a day or a year, is rejected",
     {read_month_name}},
    {"`january`, `30 jan`, `Q1`, `W05`",
     "without a year, the last one that has begun; a note says which",
     {read_month_name, read_quarter, read_week}},
    {"`2025-Q1`, `Q1 2025`, `1Q25`, `q1-2025`, `Q1/2025`, `first quarter of 2025`, `H1 2025`, `2025-H1`, `second half "
     "2025`",
     "a quarter or half of a year",
     {read_quarter}},
    {"`2025-W05`, `week 5 2025`, `2025-W05-3`",
     "a week of ISO 8601, from Monday to Sunday; its third day",
     {read_week}},
    {"`FY2025`, `FY25-Q1`, `fiscal 2025`, `Q1 FY2025`, `last fiscal year`",
     "fiscal years and their quarters, only with `--fiscal-year-start MONTH`; FY2025 is the one that ends in 2025",
     {read_quarter, read_named_period}},
    {"`1990s`, `mid 2025`, `early january 2025`, `late 2025-Q1`, `end of 2025`, `week of 2025-01-30`",
     "ten years; the first, middle or last third of a year, quarter or month (days 1 to 10, 11 to 20, 21 to the last); "
     "the week of a day",
     {read_decade, read_third, read_containing}},
    {"`today`, `yesterday`, `tomorrow`, `tonight`, `this morning`, `last night`, `today-7d`, `5 days ago`, `a week "
     "ago`, "
     "`3 months ago`",
     "that whole day",
     {read_day_name, read_ago, read_named_period}},
    {"`monday`, `last friday`, `next monday`",
     "the last such day, today included; the last before today; the next after today",
     {read_weekday_name}},
    {"`this week`, `last month`, `next quarter`, `previous year`, `last january`",
     "the whole calendar period; a week begins on Monday",
     {read_named_period}},
    {"`7d`, `24h`, `90m`, `3w`, `6mo`, `2q`, `1y`, `1y6mo`, `3 weeks`, `last 3 months`, `past week`",
     "from that long ago until now",
     {read_length_back, read_named_period}},
    {"`now`, `now-7d`, `now-1mo/mo`, `2 hours ago`, `1738245900`",
     "an instant; with `/` the whole period of it; seconds since 1970. As a whole range, from a past instant until now",
     {read_date_math, read_ago, read_unix_time}},
    {"`ytd`, `mtd`, `qtd`, `wtd`, `year to date`, `ttm`",
     "from the beginning of this year, month, quarter or week until now; twelve months until now",
     {read_to_date}},
    {"`2025-01-30T14:05`, `2025-01-30 14:05:30`, `20250130T1405Z`, `2025-01-30T14:05+01:00`, `yesterday 9:30am`, "
     "`30 jan 2025 14:05 ET`",
     "that minute, second or hour of a day, in the query's zone or the zone that follows",
     {}},
};

// Forms of ranges around the dates of kDateForms.
struct DateRangeRow {
  std::string_view examples;
  std::string_view meaning;
};
inline constexpr DateRangeRow kDateRangeForms[] = {
    {"`2025-01..2025-03`, `30d..7d`, `2025-Q1..now`, `2025-01 to 2025-03`, `from jan to mar 2025`, "
     "`between 2024 and 2025`",
     "from the beginning of the first to the end of the second"},
    {"`2025-01..`, `>=2025-01`, `since 2025-01`, `from 2025-01`", "from its beginning on"},
    {"`..2025-03`, `<=2025-03`, `until 2025-03`, `through 2025-03`", "up to its end"},
    {"`>2025-03`, `after 2025-03`, `<2025-03`, `before 2025-03`", "after its end; before its beginning"},
};

// The forms in one sentence, for errors.
inline constexpr std::string_view kDateHint =
    "write 2025, 2025-01, 2025-01-30, 2025-01-30T14:05, 2025-Q1, 2025-W05, jan 2025, today, last week, 5 days ago, "
    "ytd, "
    "a length back from now such as 90m (minutes), 24h, 7d, 6mo, 1y, or a range such as 2025-01..2025-03 or >2025-03";

// One date or period: the whole of `text`. A problem if it is not one.
DateReading read_date(std::string_view text, const QueryClock& clock);

}  // namespace broadtape
