// Calendar periods (days, ISO weeks, months, quarters, years) and their names.
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

// Both days inclusive.
struct Period {
  Day first;
  Day last;

  friend bool operator==(const Period&, const Period&) = default;
};

// The period that contains `day`, clipped to the years 0 to 9999. Weeks begin on Monday (ISO 8601).
Period period_of(Day day, PeriodUnit unit);

// "2025-01-30", "2025-W05", "2025-01", "2025-Q1", "2025". The year of a week is that of its Thursday (ISO 8601).
std::string period_name(const Period& period, PeriodUnit unit);

// Days since 1970-01-01, and the inverse, clamped to the years 0 to 9999.
std::int64_t day_number(Day day);
Day day_of_number(std::int64_t number);

// The inverse of format_compact_day(); nullopt for anything but the eight digits of a valid day.
std::optional<Day> parse_compact_day(std::string_view text);

bool is_weekday(Day day);  // Monday to Friday

// The number of weekdays from the first to the last day; 0 if the last precedes the first.
std::uint64_t weekdays_in(const Period& days);

// The unit that divides the days from `first` to `last` into 12 to 60 periods, or the closest one.
PeriodUnit fitting_unit(Day first, Day last);

}  // namespace broadtape
