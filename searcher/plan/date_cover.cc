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

void add_part(Day day, std::int64_t first_s, std::int64_t last_s, DateCover& cover) {
  if (first_s > last_s) return;
  if (first_s == midnight_utc(day) && last_s == midnight_utc(day) + kSecondsPerDay - 1) {
    cover.terms.push_back(day_term(day));
  } else {
    cover.partial_days.push_back({day_term(day), first_s, last_s});
  }
}

// Articles dated without a time are stored at midnight UTC of their day. In a zone west of Greenwich a local day starts
// and ends after that midnight. So the range's first day includes its own such articles, and the day after its last
// excludes its own.
void add_boundary(Day day, std::int64_t since_s, std::int64_t until_s, const DateRange& range, DateCover& cover) {
  const std::int64_t midnight = midnight_utc(day);
  std::int64_t first_s = std::max(since_s, midnight);
  const std::int64_t last_s = std::min(until_s, midnight + kSecondsPerDay - 1);
  if (range.last_day && day > *range.last_day) first_s = std::max(first_s, midnight + 1);
  if (range.first_day && day == *range.first_day && first_s > midnight) add_part(day, midnight, midnight, cover);
  add_part(day, first_s, last_s, cover);
}

}  // namespace

DateCover cover_dates(const DateRange& range, int first_year, int last_year) {
  DateCover cover;
  const std::int64_t archive_since = midnight_utc({first_year, 1, 1});
  const std::int64_t archive_until = midnight_utc({last_year, 12, 31}) + kSecondsPerDay - 1;
  const std::int64_t since_s = std::max(range.since_s.value_or(archive_since), archive_since);
  const std::int64_t until_s = std::min(range.until_s.value_or(archive_until), archive_until);
  if (since_s > until_s) return cover;
  const Day first = day_of(since_s);
  const Day last = day_of(until_s);
  const bool first_whole = since_s == midnight_utc(first);
  const bool last_whole = until_s == midnight_utc(last) + kSecondsPerDay - 1;
  if (first == last && !(first_whole && last_whole)) {
    add_boundary(first, since_s, until_s, range, cover);
    return cover;
  }
  cover_whole_days(first_whole ? first : next_day(first), last_whole ? last : day_of(midnight_utc(last) - 1), cover);
  if (!first_whole) add_boundary(first, since_s, until_s, range, cover);
  if (!last_whole) add_boundary(last, since_s, until_s, range, cover);
  return cover;
}

}  // namespace broadtape
