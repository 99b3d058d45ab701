// Time zone names as news writes them: `EDT`, `ET`, `GMT`.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "common/time/instant.h"

namespace broadtape {

// A zone either has one offset or follows the daylight saving rules of the United States.
struct Zone {
  std::string_view name;
  int standard_offset_s = 0;  // east of UTC
  bool us_daylight = false;   // one hour more while daylight saving time holds
};

// The zone of a name in any case, or null. CST is US Central, BST British Summer Time, IST India.
const Zone* find_zone(std::string_view name);

// Seconds east of UTC in `zone` when its clocks show `second_of_day` on `day`. In the hour that comes twice in autumn
// the first is meant; the hour that spring leaves out is read as standard time.
int offset_s(const Zone& zone, Day day, int second_of_day);

}  // namespace broadtape
