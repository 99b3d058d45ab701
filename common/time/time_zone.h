// Time zones: those of the system's IANA database, and the abbreviations that news uses.
//
// Threads: immutable; may be shared.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "common/time/instant.h"

namespace date {
class time_zone;
}

namespace broadtape {

// Local wall clock time.
struct LocalTime {
  Day day;
  int second_of_day = 0;  // 0 to 86,399
};

class TimeZone {
 public:
  TimeZone() = default;  // UTC

  // "Europe/Zurich", "America/New_York", "UTC". Throws Error(kUsage) for an unknown name.
  static TimeZone named(const std::string& name);

  // The same; nullopt for an unknown name.
  static std::optional<TimeZone> find(const std::string& name);

  bool is_utc() const { return zone_ == nullptr; }
  const std::string& name() const { return name_; }

  // The instant of `local`. If the clock shows it twice, the first one; if the clock skips it, the instant of the
  // change. Requires is_valid(local.day).
  std::int64_t to_utc(const LocalTime& local) const;

  LocalTime to_local(std::int64_t utc_s) const;

 private:
  std::string name_ = "UTC";
  const date::time_zone* zone_ = nullptr;  // static lifetime; null for UTC
};

// Abbreviations of time zones in news: `EDT`, `ET`, `GMT`.

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
