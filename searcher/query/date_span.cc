#include "searcher/query/date_span.h"

#include <algorithm>

#include "common/text/ascii.h"
#include "common/time/period.h"

namespace broadtape {
namespace {

constexpr int kMonthsPerYear = 12;

int month_index(Day day) {
  return day.year * kMonthsPerYear + day.month - 1;
}

Day first_of_month(int index) {
  return {index / kMonthsPerYear, index % kMonthsPerYear + 1, 1};
}

Day months_after(Day day, int months) {
  const int index = std::clamp(month_index(day) + months, 0, 9'999 * kMonthsPerYear);
  Day result = first_of_month(index);
  result.day = std::min(day.day, days_in_month(result.year, result.month));
  return result;
}

bool has_word(std::string_view words, std::string_view word) {
  for (std::size_t at = 0; at < words.size();) {
    const std::size_t end = std::min(words.find(' ', at), words.size());
    if (words.substr(at, end - at) == word) return true;
    at = end + 1;
  }
  return false;
}

}  // namespace

DateSpan whole_days(Day first, Day last, const TimeZone& zone) {
  DateSpan span;
  span.first_s = zone.to_utc({first, 0});
  span.last_s = zone.to_utc({next_day(last), 0}) - 1;
  span.first_day = first;
  span.last_day = last;
  span.is_whole_days = true;
  return span;
}

DateSpan instants(std::int64_t first_s, std::int64_t last_s, const TimeZone& zone) {
  DateSpan span;
  span.first_s = first_s;
  span.last_s = last_s;
  span.first_day = zone.to_local(first_s).day;
  span.last_day = zone.to_local(last_s).day;
  return span;
}

const DateUnit* find_date_unit(std::string_view word) {
  if (word == "M") return nullptr;
  const std::string lower = ascii_lowered(word);
  const auto* const unit = std::find_if(std::begin(kDateUnits), std::end(kDateUnits),
                                        [&](const DateUnit& row) { return has_word(row.spellings, lower); });
  return unit == std::end(kDateUnits) ? nullptr : unit;
}

bool has_days(const DateUnit& unit) {
  return unit.months > 0 || unit.seconds >= kSecondsPerDay;
}

std::int64_t moved(std::int64_t from_s, const DateLength& length, int sign, const TimeZone& zone) {
  if (length.months != 0) {
    const LocalTime local = zone.to_local(from_s);
    from_s = zone.to_utc({months_after(local.day, sign * length.months), local.second_of_day});
  }
  return from_s + sign * length.seconds;
}

DayPeriod period_around(Day day, const DateUnit& unit, int shift, int first_month) {
  if (unit.months == 0) {
    const std::int64_t length = unit.seconds / kSecondsPerDay;
    std::int64_t first = day_number(day);
    if (length > 1) first = day_number(period_of(day, PeriodUnit::kWeek).first);
    first += length * shift;
    return {day_of_number(first), day_of_number(first + length - 1)};
  }
  const int offset = first_month - 1;
  const int block = (month_index(day) - offset) / unit.months + shift;
  const int first = std::clamp(block * unit.months + offset, 0, 9'990 * kMonthsPerYear);
  const Day last = first_of_month(first + unit.months - 1);
  return {first_of_month(first), {last.year, last.month, days_in_month(last.year, last.month)}};
}

bool is_in_query_years(const DayPeriod& period) {
  return period.first.year >= kFirstQueryYear && period.last.year <= kLastQueryYear;
}

}  // namespace broadtape
