// Counts articles by day, or by hour of the day, in a time zone.
//
// An article dated without a time counts on that day in every zone, and has no hour. Such articles are stored as
// exactly midnight UTC; an article published in that second is indistinguishable from them and is counted like them, as
// in date filters (searcher/plan/date_cover.h).
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
using DayCounts = std::vector<DayCount>;  // in order; days without articles are omitted

// The slot whose values day_counts() needs: the slot of days when the zone is UTC.
Slot day_slot(const TimeZone& zone);

// The day of `zone` on which an article published at `published_s` counts.
Day day_in(const TimeZone& zone, std::int64_t published_s);

// From the values of day_slot(zone). Undated articles are not counted.
DayCounts day_counts(const ValueCounts& values, const TimeZone& zone);

inline constexpr std::size_t kHours = 24;

// From the values of kPublishedSlot.
std::array<std::uint64_t, kHours> hour_counts(const ValueCounts& values, const TimeZone& zone);

std::uint64_t sum_of(const DayCounts& counts);

}  // namespace broadtape
