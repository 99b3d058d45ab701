// How many articles fall on each day, or at each hour of the day, in a time zone.
//
// An article that is known by its day alone counts on that day in every zone, and has no hour. Such articles have
// midnight UTC exactly; one published in that very second cannot be told from them and is counted as they are, as date
// filters do (searcher/plan/date_cover.h).
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "common/archive/matches.h"
#include "common/time/instant.h"
#include "common/time/time_zone.h"

namespace broadtape {

struct DayCount {
  Day day;
  std::uint64_t count = 0;

  friend bool operator==(const DayCount&, const DayCount&) = default;
};
using DayCounts = std::vector<DayCount>;  // in order; no day without articles

// The slot whose values day_counts() needs: the days themselves are those of UTC.
Slot day_slot(const TimeZone& zone);

// The day of `zone` that an article published then counts on.
Day day_in(const TimeZone& zone, std::int64_t published_s);

// Of the values of day_slot(zone). Undated articles are on no day.
DayCounts day_counts(const ValueCounts& values, const TimeZone& zone);

inline constexpr std::size_t kHours = 24;

// Of the values of kPublishedSlot.
std::array<std::uint64_t, kHours> hour_counts(const ValueCounts& values, const TimeZone& zone);

std::uint64_t sum_of(const DayCounts& counts);

}  // namespace broadtape
