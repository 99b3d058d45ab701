#include "common/time/time_zone.h"

#include <date/tz.h>

#include <chrono>
#include <stdexcept>

#include "common/error/error.h"

namespace broadtape {
namespace {

std::int64_t seconds_as_utc(const LocalTime& local) {
  return midnight_utc(local.day) + local.second_of_day;
}

}  // namespace

TimeZone TimeZone::named(const std::string& name) {
  TimeZone result;
  result.name_ = name;
  if (name == "UTC" || name == "Etc/UTC" || name == "Z") return result;
  try {
    result.zone_ = date::locate_zone(name);
  } catch (const std::runtime_error&) {
    throw Error(ErrorKind::kUsage, "unknown time zone '" + name + "'",
                "use a name of the IANA database, such as America/New_York, or UTC");
  }
  return result;
}

std::int64_t TimeZone::to_utc(const LocalTime& local) const {
  const std::int64_t as_utc = seconds_as_utc(local);
  if (is_utc()) return as_utc;
  const date::local_seconds time{std::chrono::seconds{as_utc}};
  return zone_->to_sys(time, date::choose::earliest).time_since_epoch().count();
}

LocalTime TimeZone::to_local(std::int64_t utc_s) const {
  std::int64_t as_utc = utc_s;
  if (!is_utc()) {
    const date::sys_seconds instant{std::chrono::seconds{utc_s}};
    as_utc = zone_->to_local(instant).time_since_epoch().count();
  }
  const Day day = day_of(as_utc);
  return {day, static_cast<int>(as_utc - midnight_utc(day))};
}

}  // namespace broadtape
