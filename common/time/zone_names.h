// Time zone abbreviations in news: `EDT`, `ET`, `GMT`.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "common/time/instant.h"

namespace broadtape {

// A zone has either a fixed offset or the daylight saving rules of the United States.
struct Zone {
  std::string_view name;
  int standard_offset_s = 0;  // east of UTC
  bool us_daylight = false;   // one hour more during daylight saving time
};

// Finds a zone by case-insensitive name; null if unknown. CST is US Central, BST British Summer Time, IST India.
const Zone* find_zone(std::string_view name);

// The offset of `zone` from UTC, in seconds east, at local time `second_of_day` on `day`. The repeated hour in autumn
// is taken as daylight time, the skipped hour in spring as standard time.
int offset_s(const Zone& zone, Day day, int second_of_day);

}  // namespace broadtape
