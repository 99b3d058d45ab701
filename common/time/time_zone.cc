#include "common/time/time_zone.h"

#include <date/tz.h>

#include <array>
#include <chrono>
#include <stdexcept>

#include "common/error/error.h"
#include "common/time/date_parts.h"

namespace broadtape {
namespace {

std::int64_t seconds_as_utc(const LocalTime& local) {
  return midnight_utc(local.day) + local.second_of_day;
}

}  // namespace

std::optional<TimeZone> TimeZone::find(const std::string& name) {
  TimeZone result;
  result.name_ = name;
  if (name == "UTC" || name == "Etc/UTC" || name == "Z") return result;
  try {
    result.zone_ = date::locate_zone(name);
  } catch (const std::runtime_error&) {
    return std::nullopt;  // the library has no other way to ask
  }
  return result;
}

TimeZone TimeZone::named(const std::string& name) {
  if (const std::optional<TimeZone> zone = find(name)) return *zone;
  throw Error(ErrorKind::kUsage, "unknown time zone '" + name + "'",
              "use a name of the IANA database, such as America/New_York, or UTC");
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

namespace {

constexpr int kHour = 3600;

constexpr std::array kZones = {
    Zone{"UTC", 0},
    Zone{"GMT", 0},
    Zone{"UT", 0},
    Zone{"Z", 0},
    Zone{"EST", -5 * kHour},
    Zone{"EDT", -4 * kHour},
    Zone{"CST", -6 * kHour},
    Zone{"CDT", -5 * kHour},
    Zone{"MST", -7 * kHour},
    Zone{"MDT", -6 * kHour},
    Zone{"PST", -8 * kHour},
    Zone{"PDT", -7 * kHour},
    Zone{"ET", -5 * kHour, true},
    Zone{"CT", -6 * kHour, true},
    Zone{"MT", -7 * kHour, true},
    Zone{"PT", -8 * kHour, true},
    Zone{"AKST", -9 * kHour},
    Zone{"AKDT", -8 * kHour},
    Zone{"HST", -10 * kHour},
    Zone{"BRT", -3 * kHour},
    Zone{"BST", 1 * kHour},
    Zone{"WET", 0},
    Zone{"WEST", 1 * kHour},
    Zone{"CET", 1 * kHour},
    Zone{"CEST", 2 * kHour},
    Zone{"MET", 1 * kHour},
    Zone{"MEST", 2 * kHour},
    Zone{"MEZ", 1 * kHour},
    Zone{"MESZ", 2 * kHour},
    Zone{"EET", 2 * kHour},
    Zone{"EEST", 3 * kHour},
    Zone{"MSK", 3 * kHour},
    Zone{"\xD0\x9C\xD0\xA1\xD0\x9A", 3 * kHour},  // MSK in Cyrillic
    Zone{"\xD0\xBC\xD1\x81\xD0\xBA", 3 * kHour},
    Zone{"IST", 5 * kHour + kHour / 2},
    Zone{"IDT", 3 * kHour},
    Zone{"SAST", 2 * kHour},
    Zone{"TRT", 3 * kHour},
    Zone{"PKT", 5 * kHour},
    Zone{"WIB", 7 * kHour},
    Zone{"ICT", 7 * kHour},
    Zone{"SGT", 8 * kHour},
    Zone{"HKT", 8 * kHour},
    Zone{"JST", 9 * kHour},
    Zone{"KST", 9 * kHour},
    Zone{"AWST", 8 * kHour},
    Zone{"AEST", 10 * kHour},
    Zone{"AEDT", 11 * kHour},
    Zone{"NZST", 12 * kHour},
    Zone{"NZDT", 13 * kHour},
};

// Uniform Time Act of 1966 and its amendments, 15 U.S.C. 260a: the Sundays on which daylight saving time begins and
// ends. `week` 1 is the first Sunday of the month, -1 the last; `day_of_month` is for the two winters of the oil
// crisis.
struct Sunday {
  int month, week, day_of_month;
};
struct DaylightRule {
  int first_year, last_year;
  Sunday begin, end;
};
constexpr std::array kDaylightRules = {
    DaylightRule{2007, 9999, {3, 2, 0}, {11, 1, 0}},   DaylightRule{1987, 2006, {4, 1, 0}, {10, -1, 0}},
    DaylightRule{1976, 1986, {4, -1, 0}, {10, -1, 0}}, DaylightRule{1975, 1975, {2, 0, 23}, {10, -1, 0}},
    DaylightRule{1974, 1974, {1, 0, 6}, {10, -1, 0}},  DaylightRule{1967, 1973, {4, -1, 0}, {10, -1, 0}},
};

Day day_in(int year, const Sunday& sunday) {
  if (sunday.day_of_month > 0) return {year, sunday.month, sunday.day_of_month};
  if (sunday.week > 0) {
    const int first = 1 + (7 - weekday_of({year, sunday.month, 1})) % 7;
    return {year, sunday.month, first + 7 * (sunday.week - 1)};
  }
  const int last = days_in_month(year, sunday.month);
  return {year, sunday.month, last - weekday_of({year, sunday.month, last})};
}

// Clocks change from 2:00 to 3:00 in spring, and from 2:00 daylight to 1:00 standard time in autumn.
bool in_us_daylight(Day day, int second_of_day) {
  for (const DaylightRule& rule : kDaylightRules) {
    if (day.year < rule.first_year || day.year > rule.last_year) continue;
    const Day begin = day_in(day.year, rule.begin);
    const Day end = day_in(day.year, rule.end);
    if (day == begin) return second_of_day >= 3 * kHour;
    if (day == end) return second_of_day < 2 * kHour;
    return begin < day && day < end;
  }
  return false;
}

}  // namespace

const Zone* find_zone(std::string_view name) {
  for (const Zone& zone : kZones) {
    if (equals_upper(name, zone.name)) return &zone;
  }
  return nullptr;
}

int offset_s(const Zone& zone, Day day, int second_of_day) {
  return zone.standard_offset_s + (zone.us_daylight && in_us_daylight(day, second_of_day) ? kHour : 0);
}

}  // namespace broadtape
