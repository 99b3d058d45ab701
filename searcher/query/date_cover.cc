#include "searcher/query/date_cover.h"

#include <fmt/format.h>

#include <algorithm>

#include "common/archive/schema.h"

namespace broadtape {
namespace {

Day next_day(Day day) { return day_of(midnight_utc(day) + kSecondsPerDay); }

std::string month_term(int year, int month) { return make_term(Field::kMonth, fmt::format("{:04}{:02}", year, month)); }

// Whole UTC days from `first` to `last`, the largest units first where they fit.
void cover_whole_days(Day first, Day last, std::vector<std::string>& terms) {
  while (first <= last) {
    if (first.month == 1 && first.day == 1 && Day{first.year, 12, 31} <= last) {
      terms.push_back(make_term(Field::kYear, fmt::format("{:04}", first.year)));
      first = Day{first.year + 1, 1, 1};
      continue;
    }
    const Day month_end{first.year, first.month, days_in_month(first.year, first.month)};
    if (first.day == 1 && month_end <= last) {
      terms.push_back(month_term(first.year, first.month));
      first = next_day(month_end);
      continue;
    }
    terms.push_back(make_term(Field::kDay, format_compact_day(first)));
    first = next_day(first);
  }
}

void add_part(Day day, std::int64_t first_s, std::int64_t last_s, DateCover& cover) {
  if (first_s > last_s) return;
  const std::string term = make_term(Field::kDay, format_compact_day(day));
  if (first_s == midnight_utc(day) && last_s == midnight_utc(day) + kSecondsPerDay - 1) {
    cover.terms.push_back(term);
  } else {
    cover.partial_days.push_back({term, first_s, last_s});
  }
}

// In a zone west of Greenwich a local day's limits lie after midnight UTC of the day of that name, where articles stand
// that are known by their day alone: the range's first day keeps its own, and the day after its last keeps its own too.
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
  cover_whole_days(first_whole ? first : next_day(first), last_whole ? last : day_of(midnight_utc(last) - 1), cover.terms);
  if (!first_whole) add_boundary(first, since_s, until_s, range, cover);
  if (!last_whole) add_boundary(last, since_s, until_s, range, cover);
  return cover;
}

}  // namespace broadtape
