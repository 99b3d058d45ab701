// Days, ISO weeks, months, quarters and years of the calendar, and how they are named.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "common/time/instant.h"

namespace broadtape {

enum class PeriodUnit : std::uint8_t { kDay, kWeek, kMonth, kQuarter, kYear };

struct PeriodUnitRow {
  PeriodUnit unit;
  std::string_view name;
  double days;  // on average
};

inline constexpr PeriodUnitRow kPeriodUnits[] = {
    // finest first
    {PeriodUnit::kDay, "day", 1},         {PeriodUnit::kWeek, "week", 7},
    {PeriodUnit::kMonth, "month", 30.44}, {PeriodUnit::kQuarter, "quarter", 91.31},
    {PeriodUnit::kYear, "year", 365.24},
};

// From its first to its last day.
struct Period {
  Day first;
  Day last;

  friend bool operator==(const Period&, const Period&) = default;
};

// The period that holds `day`. Weeks begin on Monday (ISO 8601). What would lie outside the years 0 to 9999 is cut.
Period period_of(Day day, PeriodUnit unit);

// "2025-01-30", "2025-W05", "2025-01", "2025-Q1", "2025". A week's year is the one that holds its Thursday (ISO 8601).
std::string period_name(const Period& period, PeriodUnit unit);

// Days since 1970-01-01, and back. Days outside the years 0 to 9999 become the nearest inside.
std::int64_t day_number(Day day);
Day day_of_number(std::int64_t number);

// Undoes format_compact_day(): none for anything but a day's eight digits.
std::optional<Day> parse_compact_day(const std::string& text);

bool is_weekday(Day day);  // Monday to Friday

// How many weekdays there are from the first to the last day; 0 when the last comes first.
std::uint64_t weekdays_in(const Period& days);

// The unit that cuts the days from `first` to `last` into 12 to 60 periods, or as near to that as can be.
PeriodUnit fitting_unit(Day first, Day last);

}  // namespace broadtape
