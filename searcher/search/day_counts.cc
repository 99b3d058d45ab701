#include "searcher/search/day_counts.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "common/archive/schema.h"
#include "common/archive/stored_numbers.h"
#include "common/time/period.h"

namespace broadtape {
namespace {

constexpr int kSecondsPerHour = 3'600;

bool is_known_by_day(std::int64_t published_s) {
  return published_s % kSecondsPerDay == 0;
}

// Finds the day of instants in ascending order, with one time zone look-up per day instead of one per article.
class DayFinder {
 public:
  explicit DayFinder(const TimeZone& zone) : zone_(zone) {}

  std::int64_t number(std::int64_t instant_s) {
    if (instant_s < begin_s_ || instant_s >= end_s_) find(instant_s);
    return number_;
  }

 private:
  // The same limits as in date filters: a day lasts from its midnight to the next day's midnight, even if the clock is
  // set back across midnight.
  void find(std::int64_t instant_s) {
    number_ = day_number(zone_.to_local(instant_s).day);
    begin_s_ = zone_.to_utc({day_of_number(number_), 0});
    end_s_ = zone_.to_utc({day_of_number(number_ + 1), 0});
    if (instant_s < begin_s_) {
      end_s_ = begin_s_;
      begin_s_ = zone_.to_utc({day_of_number(--number_), 0});
    } else if (instant_s >= end_s_) {
      begin_s_ = end_s_;
      end_s_ = zone_.to_utc({day_of_number(++number_ + 1), 0});
    }
  }

  const TimeZone& zone_;
  std::int64_t number_ = 0;
  std::int64_t begin_s_ = 0;
  std::int64_t end_s_ = 0;
};

DayCounts by_day(const std::map<std::int64_t, std::uint64_t>& numbers) {
  DayCounts counts;
  counts.reserve(numbers.size());
  for (const auto& [number, count] : numbers) counts.push_back({day_of_number(number), count});
  return counts;
}

}  // namespace

Slot day_slot(const TimeZone& zone) {
  return zone.is_utc() ? kDaySlot : kPublishedSlot;
}

Day day_in(const TimeZone& zone, std::int64_t published_s) {
  if (zone.is_utc() || is_known_by_day(published_s)) return day_of(published_s);
  return day_of_number(DayFinder(zone).number(published_s));
}

DayCounts day_counts(const ValueCounts& values, const TimeZone& zone) {
  DayCounts counts;
  if (zone.is_utc()) {
    values.each([&](std::string_view value, std::uint64_t articles) {
      if (const std::optional<Day> day = parse_compact_day(value)) counts.push_back({*day, articles});
    });
    return counts;
  }
  DayFinder finder(zone);
  std::map<std::int64_t, std::uint64_t> numbers;
  values.each([&](std::string_view value, std::uint64_t articles) {
    const std::int64_t published_s = stored_instant(std::string(value));
    const bool own_day = is_known_by_day(published_s);
    numbers[own_day ? published_s / kSecondsPerDay : finder.number(published_s)] += articles;
  });
  return by_day(numbers);
}

std::array<std::uint64_t, kHours> hour_counts(const ValueCounts& values, const TimeZone& zone) {
  std::array<std::uint64_t, kHours> hours{};
  values.each([&](std::string_view value, std::uint64_t articles) {
    const std::int64_t published_s = stored_instant(std::string(value));
    if (is_known_by_day(published_s)) return;
    const int hour = zone.to_local(published_s).second_of_day / kSecondsPerHour;
    hours[static_cast<std::size_t>(hour)] += articles;
  });
  return hours;
}

std::uint64_t sum_of(const DayCounts& counts) {
  std::uint64_t sum = 0;
  for (const DayCount& count : counts) sum += count.count;
  return sum;
}

}  // namespace broadtape
