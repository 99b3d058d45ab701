#include "common/time/date_forms.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>

#include "common/time/date_spellings.h"

namespace broadtape {
namespace {

constexpr std::int64_t kLastEpochSecond = 4'102'444'799;  // 2099-12-31T23:59:59Z
constexpr std::int64_t kGoExampleSecond = 1'136'214'245;  // 2006-01-02T15:04:05Z
constexpr int kDayNumberDigits = 5;
constexpr int kTickDigits = 18;
constexpr Day kDayNumberZero{1899, 12, 30};  // in spreadsheets, from 1900-03-01 on

bool is_digit_of_date(char c) {
  return c >= '0' && c <= '9';
}

bool has_sign(std::string_view text, std::size_t at, std::string_view signs) {
  return at < text.size() && signs.find(text[at]) != std::string_view::npos;
}

// `Z`, `+0100`, `-05:00`, `+00` at the end of the text, or nothing. False for anything else.
bool iso_offset(std::string_view zone, const DateHints& hints, int& offset_s) {
  offset_s = 0;
  if (zone.empty()) offset_s = hints.default_offset_s;
  if (zone.empty() || zone == "Z") return true;
  if (!has_sign(zone, 0, "+-")) return false;
  const int hours = digits_at(zone, 1, 2);
  const std::size_t colon = has_sign(zone, 3, ":") ? 1 : 0;
  const int minutes = zone.size() == 3 ? 0 : digits_at(zone, 3 + colon, 2);
  if (hours < 0 || hours > 13 || minutes < 0 || minutes > 59) return false;
  if (zone.size() != 3 && zone.size() != 5 + colon) return false;
  offset_s = (hours * 3600 + minutes * 60) * (zone[0] == '-' ? -1 : 1);
  return true;
}

// Digits with an optional fraction behind a point, or behind the comma of many languages. False for anything else.
bool split_fraction(std::string_view text, std::string_view& whole, std::string_view& fraction) {
  const std::size_t point = text.find_first_of(".,");
  whole = text.substr(0, point);
  fraction = point == std::string_view::npos ? std::string_view() : text.substr(point + 1);
  if (point != std::string_view::npos && fraction.empty()) return false;
  for (const std::string_view part : {whole, fraction}) {
    for (const char c : part) {
      if (!is_digit_of_date(c)) return false;
    }
  }
  return !whole.empty();
}

// 45306.395833 is 2024-01-15 09:30.
DateResult day_number_date(std::string_view whole, std::string_view fraction, const DateHints& hints) {
  if (!hints.has_day_numbers) {
    return no_date(fmt::format("\"{}\" is a date only if it is the day number of a spreadsheet", whole),
                   DateDoubt::kDayNumber);
  }
  double part = 0;
  double weight = 0.1;
  for (const char c : fraction.substr(0, 12)) {
    part += weight * (c - '0');
    weight /= 10;
  }
  const std::int64_t midnight = midnight_utc(kDayNumberZero) + digits_at(whole, 0, whole.size()) * kSecondsPerDay;
  ParsedDate date{{midnight, Precision::kDay}, {}};
  if (part > 0) {
    const auto second = std::llround(part * static_cast<double>(kSecondsPerDay));
    date.instant = {midnight + second - hints.default_offset_s, Precision::kSecond};
  }
  return checked_date(std::move(date), day_of(midnight), hints);
}

// The text between `before` and `after`, if it has no brackets; otherwise `text`.
std::string_view without(std::string_view text, std::string_view before, std::string_view after) {
  if (text.size() <= before.size() + after.size() || !text.starts_with(before) || !text.ends_with(after)) return text;
  const std::string_view inside = text.substr(before.size(), text.size() - before.size() - after.size());
  return before.size() == 1 && inside.find_first_of("()[]") != std::string_view::npos ? text : inside;
}

// `/Date(1705311000000+0100)/`: milliseconds, and an offset without effect on the instant.
std::optional<std::int64_t> script_date_ms(std::string_view text) {
  constexpr std::size_t kMaxDigits = 15;
  if (!text.ends_with('/')) return std::nullopt;
  for (const std::string_view before : {"/Date(", "\\/Date("}) {
    if (text.starts_with(before)) text.remove_prefix(before.size());
  }
  const bool is_negative = text.starts_with('-');
  if (is_negative) text.remove_prefix(1);
  std::int64_t ms = 0;
  std::size_t digits = 0;
  for (; digits < kMaxDigits && digits_at(text, digits, 1) >= 0; ++digits) ms = ms * 10 + digits_at(text, digits, 1);
  text.remove_prefix(digits);
  if (digits == 0) return std::nullopt;
  if (has_sign(text, 0, "+-") && digits_at(text, 1, 4) >= 0) text.remove_prefix(5);
  return text == ")/" || text == ")\\/" ? std::optional(is_negative ? -ms : ms) : std::nullopt;
}

// The numbers in `Date(2025,0,30,9,30)`, whose month counts from zero, in the spelling of ISO 8601; nullopt for any
// other text. https://developers.google.com/chart/interactive/docs/datesandtimes
std::optional<std::string> spelled_script_date(std::string_view text) {
  constexpr std::size_t kMost = 7, kLongestNumber = 4;  // milliseconds are the last
  if (text.starts_with("new ")) text.remove_prefix(4);
  if (!text.starts_with("Date(") || !text.ends_with(')')) return std::nullopt;
  text.remove_prefix(5);
  int numbers[kMost] = {};
  std::size_t count = 0;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of(",)"), text.size());
    std::string_view number = text.substr(0, end);
    while (number.starts_with(' ')) number.remove_prefix(1);
    while (number.ends_with(' ')) number.remove_suffix(1);
    if (count == kMost || number.empty() || number.size() > kLongestNumber) return std::nullopt;
    numbers[count] = digits_at(number, 0, number.size());
    if (numbers[count++] < 0) return std::nullopt;
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  if (count < 3) return std::nullopt;
  const std::string day = fmt::format("{:04}-{:02}-{:02}", numbers[0], numbers[1] + 1, numbers[2]);
  return count == 3 ? day : fmt::format("{}T{:02}:{:02}:{:02}", day, numbers[3], numbers[4], numbers[5]);
}

struct Wrapper {
  std::string_view before, after;
};
constexpr Wrapper kWrappers[] = {
    {"new Date(", ")"}, {"Date(", ")"}, {"Timestamp(", ")"}, {"ISODate(", ")"},
    {"\"", "\""},       {"'", "'"},     {"(", ")"},          {"[", "]"},
};

// 638422038000000000 and 133511094000000000: units of 100 ns since the year 1 in .NET, since 1601 in Windows.
std::optional<std::int64_t> tick_second(std::string_view digits) {
  struct TickRow {
    std::int64_t epoch, end;  // 1970-01-01 and 2100-01-01
  };
  constexpr TickRow kRows[] = {{621'355'968'000'000'000, 662'380'416'000'000'000},
                               {116'444'736'000'000'000, 157'469'184'000'000'000}};
  constexpr std::int64_t kTicksPerSecond = 10'000'000;
  std::int64_t ticks = 0;
  for (const char c : digits) ticks = ticks * 10 + (c - '0');
  for (const TickRow& row : kRows) {
    if (ticks >= row.epoch && ticks < row.end) return (ticks - row.epoch) / kTicksPerSecond;
  }
  return std::nullopt;
}

DateResult second_date(std::int64_t seconds, const DateHints& hints) {
  return checked_date(ParsedDate{{seconds, Precision::kSecond}, {}}, day_of(seconds), hints);
}

constexpr std::int64_t kHalfHour = 1800;  // the step of time zones

// Days that programs write for a missing date: the first ones of SQL Server and of the day numbers of spreadsheets.
constexpr Day kPlaceholderDays[] = {{1900, 1, 1}, {1899, 12, 30}};

// Whether the time is that of 1970-01-01T00:00:00Z in some zone that is not given: `1969-12-31 19:00:00`.
bool is_epoch_somewhere(const ParsedDate& date) {
  constexpr std::int64_t kFarthest = 14 * 3600;
  const std::int64_t at = date.instant.utc_s;
  return date.zone.empty() ? at >= -kFarthest && at <= kFarthest && at % kHalfHour == 0 : at == 0;
}

}  // namespace

int digits_at(std::string_view text, std::size_t at, std::size_t count) {
  if (at + count > text.size()) return -1;
  int value = 0;
  for (std::size_t i = at; i < at + count; ++i) {
    if (!is_digit_of_date(text[i])) return -1;
    value = value * 10 + (text[i] - '0');
  }
  return value;
}

std::optional<DateResult> parse_iso_date(std::string_view text, const DateHints& hints) {
  const Day day{digits_at(text, 0, 4), digits_at(text, 5, 2), digits_at(text, 8, 2)};
  if (text.size() < 10 || text[4] != '-' || text[7] != '-' || day.year < 0 || !is_valid(day)) return std::nullopt;
  ParsedDate date{{midnight_utc(day), Precision::kDay}, {}};
  if (text.size() == 10) return checked_date(std::move(date), day, hints);
  const int hour = digits_at(text, 11, 2);
  const int minute = digits_at(text, 14, 2);
  if (!has_sign(text, 10, "T ") || !has_sign(text, 13, ":") || hour < 0 || hour > 23 || minute < 0 || minute > 59) {
    return std::nullopt;
  }
  std::size_t at = 16;
  int second = 0;
  if (has_sign(text, at, ":")) {
    second = digits_at(text, 17, 2);
    at = 19;
    if (second < 0 || second > 59) return std::nullopt;
    if (has_sign(text, at, ".") && digits_at(text, at + 1, 1) >= 0) {
      for (++at; digits_at(text, at, 1) >= 0;) ++at;
    }
  }
  int offset = 0;
  if (!iso_offset(text.substr(at), hints, offset)) return std::nullopt;
  date.zone = text.substr(at);
  date.instant = {date.instant.utc_s + hour * 3600 + minute * 60 + second - offset, Precision::kSecond};
  return checked_date(std::move(date), day, hints);
}

std::optional<DateResult> parse_digits(std::string_view text, const DateHints& hints) {
  std::string_view whole;
  std::string_view fraction;
  if (!split_fraction(text, whole, fraction)) return std::nullopt;
  if (whole.size() == kDayNumberDigits && whole[0] != '0') return day_number_date(whole, fraction, hints);
  if (whole.size() == kTickDigits && fraction.empty()) {
    const std::optional<std::int64_t> seconds = tick_second(whole);
    return seconds ? std::optional(second_date(*seconds, hints)) : std::nullopt;
  }
  if (whole.size() != 10 && whole.size() != 13 && whole.size() != 16 && whole.size() != 19) return std::nullopt;
  std::int64_t seconds = 0;
  for (const char c : whole.substr(0, 10)) seconds = seconds * 10 + (c - '0');
  if (seconds > kLastEpochSecond || (fraction.empty() && is_hour_in_digits(whole))) return std::nullopt;
  return second_date(seconds, hints);
}

std::optional<DateResult> parse_exponent(std::string_view text, const DateHints& hints) {
  const std::size_t mark = text.find_first_of("eE");
  std::string_view whole;
  std::string_view fraction;
  if (mark == std::string_view::npos || !split_fraction(text.substr(0, mark), whole, fraction)) return std::nullopt;
  std::string_view exponent = text.substr(mark + 1);
  const bool has_sign_of_exponent = exponent.starts_with('+');
  if (has_sign_of_exponent) exponent.remove_prefix(1);
  // 9, 12, 15 or 18: seconds to nanoseconds.
  const int power = exponent.size() <= 2 ? digits_at(exponent, 0, exponent.size()) : -1;
  if (whole.size() != 1 || whole == "0" || power < 9 || power > 18 || power % 3 != 0) return std::nullopt;
  std::int64_t seconds = whole[0] - '0';
  for (std::size_t i = 0; i < 9; ++i) seconds = seconds * 10 + (i < fraction.size() ? fraction[i] - '0' : 0);
  if (seconds > kLastEpochSecond) return std::nullopt;
  // Java and .NET write `E9`, without a sign, and all digits; others write `e+09` and round.
  const std::size_t digits = 1 + fraction.size();
  if (!has_sign_of_exponent || digits >= 10) return second_date(seconds, hints);
  constexpr std::size_t kDigitsOfDay = 5;
  if (digits < kDigitsOfDay) {
    return no_date(fmt::format("\"{}\" is rounded to more than a day", text));
  }
  const Day day = day_of(seconds);
  return checked_date(ParsedDate{{midnight_utc(day), Precision::kDay}, {}}, day, hints);
}

std::optional<DateResult> parse_script_date(std::string_view text, const DateHints& hints) {
  if (const auto spelled = spelled_script_date(text)) {
    auto iso = parse_iso_date(*spelled, hints);
    return iso ? iso : no_date(fmt::format("\"{}\" has no such day or time", text));
  }
  const std::optional<std::int64_t> ms = script_date_ms(text);
  if (!ms) return std::nullopt;
  return second_date(*ms / 1000 - (*ms % 1000 < 0 ? 1 : 0), hints);
}

std::string_view unwrapped(std::string_view text) {
  if (text.empty() || !has_sign(text, text.size() - 1, ")]\"'")) return text;
  for (int depth = 0; depth < 3; ++depth) {
    const std::string_view before = text;
    for (const Wrapper& wrapper : kWrappers) text = without(text, wrapper.before, wrapper.after);
    if (text.size() == before.size()) break;
  }
  return text;
}

DateResult checked_date(ParsedDate date, Day written, const DateHints& hints) {
  const bool has_time = date.instant.precision == Precision::kSecond;
  if (written.year <= 1 || written.year == 9999)
    return no_date(fmt::format("the year {:04} is a placeholder", written.year));
  const bool is_placeholder_day =
      std::find(std::begin(kPlaceholderDays), std::end(kPlaceholderDays), written) != std::end(kPlaceholderDays);
  if (is_placeholder_day && (!has_time || date.instant.utc_s % kHalfHour == 0)) {
    return no_date(fmt::format("{} is a placeholder", format_instant(date.instant)));
  }
  if (has_time && (is_epoch_somewhere(date) || date.instant.utc_s == kGoExampleSecond)) {
    return no_date(fmt::format("{} is a placeholder", format_rfc3339(date.instant.utc_s)));
  }
  if (written.year < hints.years.first || written.year > hints.years.last) {
    return no_date(fmt::format("the year {} is {} {}", written.year,
                               written.year < hints.years.first ? "before" : "after",
                               written.year < hints.years.first ? hints.years.first : hints.years.last));
  }
  const bool is_at_edge = written.year == hints.years.first || written.year == hints.years.last;
  const int utc_year = has_time && is_at_edge ? day_of(date.instant.utc_s).year : written.year;
  if (utc_year < hints.years.first || utc_year > hints.years.last) {
    return no_date(fmt::format("outside the years {} to {} in UTC", hints.years.first, hints.years.last));
  }
  return {std::move(date), {}};
}

}  // namespace broadtape
