// How many articles fall on each day, or at each hour of the day, in a time zone.
//
// An article that is known by its day alone counts on that day in every zone, and has no hour. Such articles stand at
// midnight UTC exactly; one published in that very second cannot be told from them and is counted as they are, as date
// filters do (searcher/plan/date_cover.h).
#pragma once

#include <xapian.h>

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "common/time/instant.h"
#include "common/time/time_zone.h"

namespace broadtape {

struct DayCount {
  Day day;
  std::uint64_t count = 0;

  friend bool operator==(const DayCount&, const DayCount&) = default;
};
using DayCounts = std::vector<DayCount>;  // in order; no day without articles

// The slot that a spy has to watch for day_counts(): the days themselves are those of UTC.
Xapian::valueno day_slot(const TimeZone& zone);

// The day of `zone` that an article published then counts on.
Day day_in(const TimeZone& zone, std::int64_t published_s);

// What a spy on day_slot(zone) has seen. Undated articles are on no day.
DayCounts day_counts(const Xapian::ValueCountMatchSpy& spy, const TimeZone& zone);

inline constexpr std::size_t kHours = 24;

// What a spy on kPublishedSlot has seen.
std::array<std::uint64_t, kHours> hour_counts(const Xapian::ValueCountMatchSpy& spy, const TimeZone& zone);

std::uint64_t sum_of(const DayCounts& counts);

}  // namespace broadtape
