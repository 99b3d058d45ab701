#include "common/time/period.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace broadtape {
namespace {

constexpr std::int64_t kDaysPerWeek = 7;
constexpr int kMonthsPerQuarter = 3;
constexpr double kFewestPeriods = 12;
constexpr double kMostPeriods = 60;

int quarter_of(Day day) {
  return (day.month - 1) / kMonthsPerQuarter;  // from 0
}

// The number of weekdays from Monday 0000-01-03 up to but excluding a day.
std::int64_t weekdays_before(std::int64_t day) {
  static constexpr std::int64_t kFirstMonday = -719'526;
  const std::int64_t days = day - kFirstMonday;
  return days / kDaysPerWeek * 5 + std::clamp<std::int64_t>(days % kDaysPerWeek, 0, 5);
}

std::string week_name(Day monday) {
  const Day thursday = day_of_number(day_number(monday) + 3);
  const std::int64_t week = (day_number(thursday) - day_number({thursday.year, 1, 1})) / kDaysPerWeek + 1;
  return fmt::format("{:04}-W{:02}", thursday.year, week);
}

}  // namespace

std::int64_t day_number(Day day) {
  return midnight_utc(day) / kSecondsPerDay;
}

Day day_of_number(std::int64_t number) {
  return day_of(number * kSecondsPerDay);
}

std::optional<Day> parse_compact_day(std::string_view text) {
  if (text.size() != 8 || text.find_first_not_of("0123456789") != std::string_view::npos) return std::nullopt;
  int digits = 0;
  for (const char digit : text) digits = 10 * digits + (digit - '0');
  const Day day{digits / 10'000, digits / 100 % 100, digits % 100};
  return is_valid(day) ? std::optional(day) : std::nullopt;
}

bool is_weekday(Day day) {
  const int weekday = weekday_of(day);
  return weekday != 0 && weekday != 6;
}

std::uint64_t weekdays_in(const Period& days) {
  if (days.last < days.first) return 0;
  const std::int64_t count = weekdays_before(day_number(days.last) + 1) - weekdays_before(day_number(days.first));
  return static_cast<std::uint64_t>(count);
}

Period period_of(Day day, PeriodUnit unit) {
  switch (unit) {
    case PeriodUnit::kDay:
      return {day, day};
    case PeriodUnit::kWeek: {
      const std::int64_t monday = day_number(day) - (weekday_of(day) + 6) % kDaysPerWeek;
      return {day_of_number(monday), day_of_number(monday + kDaysPerWeek - 1)};
    }
    case PeriodUnit::kMonth:
      return {{day.year, day.month, 1}, {day.year, day.month, days_in_month(day.year, day.month)}};
    case PeriodUnit::kQuarter: {
      const int first = quarter_of(day) * kMonthsPerQuarter + 1;
      const int last = first + kMonthsPerQuarter - 1;
      return {{day.year, first, 1}, {day.year, last, days_in_month(day.year, last)}};
    }
    case PeriodUnit::kYear:
      return {{day.year, 1, 1}, {day.year, 12, 31}};
  }
  return {day, day};
}

std::string period_name(const Period& period, PeriodUnit unit) {
  const Day first = period.first;
  switch (unit) {
    case PeriodUnit::kDay:
      return format_day(first);
    case PeriodUnit::kWeek:
      return week_name(first);
    case PeriodUnit::kMonth:
      return fmt::format("{:04}-{:02}", first.year, first.month);
    case PeriodUnit::kQuarter:
      return fmt::format("{:04}-Q{}", first.year, quarter_of(first) + 1);
    case PeriodUnit::kYear:
      return fmt::format("{:04}", first.year);
  }
  return format_day(first);
}

PeriodUnit fitting_unit(Day first, Day last) {
  const auto days = static_cast<double>(day_number(last) - day_number(first) + 1);
  const auto row = std::find_if(std::begin(kPeriodUnits), std::prev(std::end(kPeriodUnits)),
                                [&](const PeriodUnitRow& unit) { return days / unit.days <= kMostPeriods; });
  const bool too_few = row != std::begin(kPeriodUnits) && days / row->days < kFewestPeriods;
  return too_few ? std::prev(row)->unit : row->unit;
}

}  // namespace broadtape
