// The readers of the date grammar: each reads the dates of one form. date_grammar.h has their table.
#pragma once

#include <optional>
#include <string>
#include <utility>

#include "searcher/query/date_cursor.h"

namespace broadtape {

// What a reader found at the cursor: a span, or a problem with a message, or neither if this is another form. The
// cursor is meaningful only after a span.
struct DateReading {
  std::optional<DateSpan> span;
  DateProblem problem;

  bool is_refused() const { return !problem.message.empty(); }
};

inline DateReading another_form() {
  return {};
}
inline DateReading refused_date(std::string message, std::string hint, std::size_t at) {
  return {std::nullopt, {std::move(message), std::move(hint), at}};
}

// Whole days, or a problem if they are not in the years that queries take.
DateReading days_reading(const DayPeriod& period, const DateCursor& cursor, std::size_t at);

// The year is not in the years that queries take.
DateReading refused_year(std::size_t at);

// A fiscal period, but no QueryClock::fiscal_year_start.
DateReading refused_fiscal(std::size_t at);

// calendar_dates.cc, clock_times.cc
DateReading read_numbers(DateCursor& cursor);    // 2025, 2025-01, 2025-01-30, 2025/1/30, 30.01.2025, 20250130, 2025-030
DateReading read_unix_time(DateCursor& cursor);  // 1738245900
DateReading read_month_name(DateCursor& cursor);                       // jan 2025, 30 jan 2025, January 30th, 2025
DateReading read_clock_time(DateCursor& cursor, const DateSpan& day);  // T14:05, 14:05:30+01:00, at 2pm ET

// period_dates.cc
DateReading read_quarter(DateCursor& cursor);     // 2025-Q1, Q1 2025, 1Q25, first half of 2025, FY2025, FY25-Q1
DateReading read_week(DateCursor& cursor);        // 2025-W05, 2025-W05-3, week 5 of 2025
DateReading read_decade(DateCursor& cursor);      // 1990s
DateReading read_third(DateCursor& cursor);       // mid 2025, early january 2025
DateReading read_containing(DateCursor& cursor);  // week of 2025-01-30

// relative_dates.cc
DateReading read_day_name(DateCursor& cursor);      // today, yesterday, tomorrow, today-7d
DateReading read_weekday_name(DateCursor& cursor);  // monday, last friday
DateReading read_date_math(DateCursor& cursor);     // now, now-7d, now-1mo/mo
DateReading read_length_back(DateCursor& cursor);   // 7d, 24h, 90m, 1y6mo, -7d
DateReading read_ago(DateCursor& cursor);           // 5 days ago
DateReading read_named_period(DateCursor& cursor);  // last week, this month, past 3 months, next quarter
DateReading read_to_date(DateCursor& cursor);       // ytd, year to date, ttm

// date_grammar.cc: any form at the cursor, without a time of day.
DateReading read_any_period(DateCursor& cursor);

}  // namespace broadtape
