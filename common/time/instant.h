// Instants, days and their text forms. Instants are in seconds since 1970-01-01T00:00:00Z, without leap seconds.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>

namespace broadtape {

enum class Precision : std::uint8_t { kDay, kSecond };

// A time of publication. At kDay precision `utc_s` is midnight UTC of the day as written.
struct Instant {
  std::int64_t utc_s = 0;
  Precision precision = Precision::kSecond;

  friend bool operator==(const Instant&, const Instant&) = default;
};

// A day of the proleptic Gregorian calendar; year 0 to 9999.
struct Day {
  int year = 1970;
  int month = 1;  // 1 to 12
  int day = 1;    // 1 to 31

  friend auto operator<=>(const Day&, const Day&) = default;
};

inline constexpr std::int64_t kSecondsPerDay = 86'400;
inline constexpr std::int64_t kUndated = std::numeric_limits<std::int64_t>::max();

// The last second that `published` may mean: the end of the day at kDay precision, so that no article counts as first
// because its time is missing. kUndated without a date.
std::int64_t latest_s(const std::optional<Instant>& published);

bool is_valid(Day day);              // false for 2025-02-29
std::int64_t midnight_utc(Day day);  // requires is_valid(day)
Day day_of(std::int64_t utc_s);      // the UTC day of the instant
Day next_day(Day day);
int weekday_of(Day day);  // 0 Sunday to 6 Saturday
int days_in_month(int year, int month);

std::string format_rfc3339(std::int64_t utc_s);  // "2025-01-30T14:05:00Z"
std::string format_day(Day day);                 // "2025-01-30"
std::string format_compact_day(Day day);         // "20250130", the day slot and the D terms

// "2025-01-30T14:05:00Z", or "2025-01-30" at day precision.
std::string format_instant(const Instant& instant);

// The inverse of format_instant(); throws Error(kCorrupt) for other text.
Instant parse_instant(const std::string& text);

std::int64_t now_s();  // the wall clock

}  // namespace broadtape
