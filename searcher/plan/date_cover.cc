#include "searcher/plan/date_cover.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "common/archive/schema.h"

namespace broadtape {
namespace {

std::string month_term(int year, int month) {
  return make_term(Field::kMonth, fmt::format("{:04}{:02}", year, month));
}

std::string day_term(Day day) {
  return make_term(Field::kDay, format_compact_day(day));
}

// The days from `first` to `last` of one month, with the fewest terms.
void cover_part_of_month(Day first, Day last, DateCover& cover) {
  const int length = days_in_month(first.year, first.month);
  const int inside = last.day - first.day + 1;
  const bool by_exclusion = 1 + length - inside < inside;
  MonthWithoutDays without{month_term(first.year, first.month), {}};
  for (Day day{first.year, first.month, 1}; day.day <= length; ++day.day) {
    const bool is_inside = first.day <= day.day && day.day <= last.day;
    if (is_inside && !by_exclusion) cover.terms.push_back(day_term(day));
    if (!is_inside && by_exclusion) without.day_terms.push_back(day_term(day));
  }
  if (by_exclusion) cover.months_without_days.push_back(std::move(without));
}

// Whole UTC days from `first` to `last`, using the largest units that fit.
void cover_whole_days(Day first, Day last, DateCover& cover) {
  while (first <= last) {
    if (first.month == 1 && first.day == 1 && Day{first.year, 12, 31} <= last) {
      cover.terms.push_back(make_term(Field::kYear, fmt::format("{:04}", first.year)));
      first = Day{first.year + 1, 1, 1};
      continue;
    }
    const Day month_end{first.year, first.month, days_in_month(first.year, first.month)};
    if (first.day == 1 && month_end <= last) {
      cover.terms.push_back(month_term(first.year, first.month));
    } else {
      cover_part_of_month(first, std::min(month_end, last), cover);
    }
    first = next_day(month_end);
  }
}

// Articles with only a day are stored as the first second of that day in UTC, which therefore belongs to the range by
// its day; all other seconds belong to it by their instant.
struct Bounds {
  std::int64_t since_s = 0;
  std::int64_t until_s = 0;
  Day first_day;
  Day last_day;

  bool has_day(Day day) const { return first_day <= day && day <= last_day; }
  bool is_whole(Day day) const {
    const std::int64_t midnight = midnight_utc(day);
    return has_day(day) && since_s <= midnight + 1 && midnight + kSecondsPerDay - 1 <= until_s;
  }
};

// The seconds of a day that is not whole, as one or two parts.
void add_partial_day(Day day, const Bounds& bounds, DateCover& cover) {
  const std::int64_t midnight = midnight_utc(day);
  std::int64_t first_s = std::max(bounds.since_s, midnight + 1);
  const std::int64_t last_s = std::min(bounds.until_s, midnight + kSecondsPerDay - 1);
  const std::string term = day_term(day);
  if (bounds.has_day(day)) {
    if (first_s == midnight + 1 && first_s <= last_s)
      first_s = midnight;
    else
      cover.partial_days.push_back({term, midnight, midnight});
  }
  if (first_s <= last_s) cover.partial_days.push_back({term, first_s, last_s});
}

Bounds bounds_of(const DateRange& range, int first_year, int last_year) {
  const Day archive_first{first_year, 1, 1};
  const Day archive_last{last_year, 12, 31};
  Bounds bounds;
  bounds.since_s = midnight_utc(archive_first);
  bounds.since_s = std::max(range.since_s.value_or(bounds.since_s), bounds.since_s);
  bounds.until_s = midnight_utc(archive_last) + kSecondsPerDay - 1;
  bounds.until_s = std::min(range.until_s.value_or(bounds.until_s), bounds.until_s);
  bounds.first_day = std::max(range.first_day.value_or(archive_first), archive_first);
  bounds.last_day = std::min(range.last_day.value_or(archive_last), archive_last);
  return bounds;
}

}  // namespace

DateCover cover_dates(const DateRange& range, int first_year, int last_year) {
  DateCover cover;
  const Bounds bounds = bounds_of(range, first_year, last_year);
  if (bounds.since_s > bounds.until_s && bounds.first_day > bounds.last_day) return cover;
  const Day first = std::min(day_of(bounds.since_s), bounds.first_day);
  const Day last = std::max(day_of(bounds.until_s), bounds.last_day);
  // No more than a time zone's difference is between the day of a limit and the UTC day of its second.
  Day first_whole = first;
  while (first_whole <= last && !bounds.is_whole(first_whole)) {
    add_partial_day(first_whole, bounds, cover);
    first_whole = next_day(first_whole);
  }
  if (first_whole > last) return cover;
  std::vector<Day> ends;
  Day last_whole = last;
  for (; !bounds.is_whole(last_whole); last_whole = day_of(midnight_utc(last_whole) - 1)) ends.push_back(last_whole);
  cover_whole_days(first_whole, last_whole, cover);
  for (auto day = ends.rbegin(); day != ends.rend(); ++day) add_partial_day(*day, bounds, cover);
  return cover;
}

}  // namespace broadtape
