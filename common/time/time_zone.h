// Time zones of the system's IANA database.
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

}  // namespace broadtape
