// Where a day begins: the zones of the IANA database, as the system ships it.
//
// Threads: immutable; may be shared.
#pragma once

#include <cstdint>
#include <string>

#include "common/time/instant.h"

namespace date {
class time_zone;
}

namespace broadtape {

// A wall clock's reading.
struct LocalTime {
  Day day;
  int second_of_day = 0;  // 0 to 86,399
};

class TimeZone {
 public:
  TimeZone() = default;  // UTC

  // "Europe/Zurich", "America/New_York", "UTC". Throws Error(kUsage) for a name that the system's database lacks.
  static TimeZone named(const std::string& name);

  bool is_utc() const { return zone_ == nullptr; }
  const std::string& name() const { return name_; }

  // The instant at which the clock shows `local`; the first of two when the clock is set back over it, the instant of
  // the change when it is set forward over it. Requires is_valid(local.day).
  std::int64_t to_utc(const LocalTime& local) const;

  LocalTime to_local(std::int64_t utc_s) const;

 private:
  std::string name_ = "UTC";
  const date::time_zone* zone_ = nullptr;  // lives as long as the program; null for UTC
};

}  // namespace broadtape
