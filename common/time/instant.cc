#include "common/time/instant.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>

#include "common/error/error.h"

namespace broadtape {
namespace {

using std::chrono::sys_days;
using std::chrono::year_month_day;

year_month_day to_chrono(Day day) {
  return std::chrono::year{day.year} / std::chrono::month{static_cast<unsigned>(day.month)} /
         std::chrono::day{static_cast<unsigned>(day.day)};
}

// The range of Day; instants outside it are clamped.
constexpr std::int64_t kFirstSecond = -62'167'219'200;  // 0000-01-01T00:00:00Z
constexpr std::int64_t kLastSecond = 253'402'300'799;   // 9999-12-31T23:59:59Z

// The number in text[at, at + length), or -1 if it contains a non-digit.
int digits(const std::string& text, std::size_t at, std::size_t length) {
  int value = 0;
  for (std::size_t i = at; i < at + length; ++i) {
    if (text[i] < '0' || text[i] > '9') return -1;
    value = value * 10 + (text[i] - '0');
  }
  return value;
}

// Whether `text` matches `form`, in which a zero stands for any digit.
bool has_form(const std::string& text, std::string_view form) {
  if (text.size() != form.size()) return false;
  for (std::size_t i = 0; i < form.size(); ++i) {
    const bool is_digit = text[i] >= '0' && text[i] <= '9';
    if (form[i] == '0' ? !is_digit : text[i] != form[i]) return false;
  }
  return true;
}

}  // namespace

int days_in_month(int year, int month) {
  static constexpr std::array<int, 12> kDays = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (month < 1 || month > 12) return 0;
  if (month == 2 && std::chrono::year{year}.is_leap()) return 29;
  return kDays[static_cast<std::size_t>(month - 1)];
}

bool is_valid(Day day) {
  return day.year >= 0 && day.year <= 9999 && day.day >= 1 && day.day <= days_in_month(day.year, day.month);
}

std::int64_t midnight_utc(Day day) {
  return std::int64_t{sys_days{to_chrono(day)}.time_since_epoch().count()} * kSecondsPerDay;
}

Day next_day(Day day) {
  return day_of(midnight_utc(day) + kSecondsPerDay);
}

Day day_of(std::int64_t utc_s) {
  const std::chrono::sys_seconds instant{std::chrono::seconds{std::clamp(utc_s, kFirstSecond, kLastSecond)}};
  const year_month_day day{std::chrono::floor<std::chrono::days>(instant)};
  return {static_cast<int>(day.year()), static_cast<int>(static_cast<unsigned>(day.month())),
          static_cast<int>(static_cast<unsigned>(day.day()))};
}

int weekday_of(Day day) {
  return static_cast<int>(std::chrono::weekday{sys_days{to_chrono(day)}}.c_encoding());
}

std::string format_rfc3339(std::int64_t utc_s) {
  const std::int64_t second = std::clamp(utc_s, kFirstSecond, kLastSecond);
  const Day day = day_of(second);
  const std::int64_t in_day = second - midnight_utc(day);
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", day.year, day.month, day.day, in_day / 3600,
                     in_day / 60 % 60, in_day % 60);
}

std::string format_day(Day day) {
  return fmt::format("{:04}-{:02}-{:02}", day.year, day.month, day.day);
}

std::string format_compact_day(Day day) {
  return fmt::format("{:04}{:02}{:02}", day.year, day.month, day.day);
}

std::string format_instant(const Instant& instant) {
  return instant.precision == Precision::kDay ? format_day(day_of(instant.utc_s)) : format_rfc3339(instant.utc_s);
}

Instant parse_instant(const std::string& text) {
  const bool has_time = has_form(text, "0000-00-00T00:00:00Z");
  if (has_time || has_form(text, "0000-00-00")) {
    const Day day{digits(text, 0, 4), digits(text, 5, 2), digits(text, 8, 2)};
    const int hour = has_time ? digits(text, 11, 2) : 0;
    const int minute = has_time ? digits(text, 14, 2) : 0;
    const int second = has_time ? digits(text, 17, 2) : 0;
    if (is_valid(day) && hour < 24 && minute < 60 && second < 60) {
      return {midnight_utc(day) + hour * 3600 + minute * 60 + second, has_time ? Precision::kSecond : Precision::kDay};
    }
  }
  throw Error(ErrorKind::kCorrupt, fmt::format("\"{}\" is not a valid stored instant", text));
}

std::int64_t latest_s(const std::optional<Instant>& published) {
  if (!published) return kUndated;
  return published->precision == Precision::kDay ? published->utc_s + kSecondsPerDay - 1 : published->utc_s;
}

std::int64_t now_s() {
  return std::chrono::duration_cast<std::chrono::seconds>(std::chrono::system_clock::now().time_since_epoch()).count();
}

}  // namespace broadtape
