#include "searcher/query/date_range.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "common/error/error.h"
#include "common/text/ascii.h"

namespace broadtape {
namespace {

constexpr std::string_view kForms =
    "write 2025, 2025-01, 2025-01-30, 2025-01-30T14:05, or 7d, 3w, 6mo, 1y back from now";

// The range of one date, inclusive.
struct Span {
  std::int64_t first_s = 0;
  std::int64_t last_s = 0;
  std::optional<Day> first_day;  // set if it consists of whole days
  std::optional<Day> last_day;
  bool relative = false;
};

struct SpanResult {
  std::optional<Span> span;
  DateProblem problem;
};

SpanResult date_failure(std::string message, std::string_view hint = kForms, std::size_t at = 0) {
  return {std::nullopt, {std::move(message), std::string(hint), at}};
}

// Parses exactly `digits` digits at text[at] and advances `at`.
std::optional<int> read_digits(std::string_view text, std::size_t& at, std::size_t digits) {
  if (at + digits > text.size()) return std::nullopt;
  int value = 0;
  for (std::size_t i = at; i < at + digits; ++i) {
    if (!is_ascii_digit(text[i])) return std::nullopt;
    value = value * 10 + (text[i] - '0');
  }
  at += digits;
  return value;
}

bool read_char(std::string_view text, std::size_t& at, std::string_view any_of) {
  if (at >= text.size() || any_of.find(text[at]) == std::string_view::npos) return false;
  ++at;
  return true;
}

Span whole_days(Day first, Day last, const TimeZone& zone) {
  Span span;
  span.first_s = zone.to_utc({first, 0});
  span.last_s = zone.to_utc({next_day(last), 0}) - 1;
  span.first_day = first;
  span.last_day = last;
  return span;
}

// `14:05`, `14:05:30`, followed by `Z`, `+01:00`, `-0500` or nothing (the query's zone), to the end of the text.
SpanResult read_time(std::string_view text, std::size_t at, Day day, const TimeZone& zone) {
  const auto bad = [&] {
    return date_failure("the time of day cannot be read",
                        "write 2025-01-30T14:05, with Z or +01:00 after it for a zone", at);
  };
  const auto hour = read_digits(text, at, 2);
  if (!hour || !read_char(text, at, ":")) return bad();
  const auto minute = read_digits(text, at, 2);
  std::optional<int> second;
  if (minute && read_char(text, at, ":")) {
    second = read_digits(text, at, 2);
    if (!second) return bad();
  }
  if (!minute || *hour > 23 || *minute > 59 || second.value_or(0) > 59) return bad();
  const int second_of_day = *hour * 3600 + *minute * 60 + second.value_or(0);
  Span span;
  if (at == text.size()) {
    span.first_s = zone.to_utc({day, second_of_day});
  } else if (read_char(text, at, "Zz")) {
    span.first_s = midnight_utc(day) + second_of_day;
  } else {
    const bool west = text[at] == '-';
    if (!read_char(text, at, "+-")) return bad();
    const auto hours = read_digits(text, at, 2);
    read_char(text, at, ":");
    const auto minutes = read_digits(text, at, 2);
    if (!hours || !minutes || *hours > 15 || *minutes > 59) return bad();
    const int offset_s = *hours * 3600 + *minutes * 60;
    span.first_s = midnight_utc(day) + second_of_day + (west ? offset_s : -offset_s);
  }
  if (at != text.size()) return bad();
  span.last_s = span.first_s + (second ? 0 : 59);
  return {span, {}};
}

SpanResult read_calendar(std::string_view text, const TimeZone& zone) {
  std::size_t at = 0;
  const auto year = read_digits(text, at, 4);
  if (!year) return date_failure("invalid date");
  if (*year < 1600 || *year > 9998)
    return date_failure("the year must be in 1600 to 9998", "write a year such as 2025");
  if (at == text.size()) return {whole_days({*year, 1, 1}, {*year, 12, 31}, zone), {}};
  if (!read_char(text, at, "-")) return date_failure("invalid date", kForms, at);
  const std::size_t month_at = at;
  const auto month = read_digits(text, at, 2);
  if (!month) return date_failure("the month takes two digits", kForms, month_at);
  if (*month < 1 || *month > 12) {
    return date_failure("there is no month " + std::to_string(*month), "write year-month-day, such as 2025-01-30",
                        month_at);
  }
  const int last = days_in_month(*year, *month);
  if (at == text.size()) return {whole_days({*year, *month, 1}, {*year, *month, last}, zone), {}};
  if (!read_char(text, at, "-")) return date_failure("invalid date", kForms, at);
  const std::size_t day_at = at;
  const auto day_number = read_digits(text, at, 2);
  if (!day_number) return date_failure("the day takes two digits", kForms, day_at);
  const Day day{*year, *month, *day_number};
  if (!is_valid(day)) {
    const std::string name(text.substr(0, 7));
    return date_failure("the month " + name + " has no day " + std::to_string(*day_number),
                        "its last is " + format_day({*year, *month, last}) + "; " + name + " is all of it", day_at);
  }
  if (at == text.size()) return {whole_days(day, day, zone), {}};
  if (!read_char(text, at, "Tt ")) return date_failure("invalid date", kForms, at);
  return read_time(text, at, day, zone);
}

Day months_before(Day day, int months) {
  const int index = day.year * 12 + day.month - 1 - months;
  Day result{index / 12, index % 12 + 1, 1};
  result.day = std::min(day.day, days_in_month(result.year, result.month));
  return result;
}

struct RelativeUnit {
  std::string_view name;
  int days;
  int months;
};
constexpr RelativeUnit kRelativeUnits[] = {{"d", 1, 0}, {"w", 7, 0}, {"mo", 0, 1}, {"y", 0, 12}};

// `7d` and other relative dates: the instant that long before now.
SpanResult read_relative(std::string_view text, const QueryClock& clock) {
  std::size_t at = 0;
  int count = 0;
  while (at < text.size() && is_ascii_digit(text[at]) && count < 10'000) count = count * 10 + (text[at++] - '0');
  const std::string_view unit_text = text.substr(at);
  for (const RelativeUnit& unit : kRelativeUnits) {
    if (unit.name != unit_text) continue;
    const int most = unit.months == 12 ? 300 : unit.months == 1 ? 3'600 : 100'000;
    if (count < 1 || count > most)
      return date_failure("this count is out of range", "1 to " + std::to_string(most) + " are possible");
    Span span;
    span.relative = true;
    if (unit.months == 0) {
      span.first_s = clock.now_s - std::int64_t{count} * unit.days * kSecondsPerDay;
    } else {
      const LocalTime now = clock.zone.to_local(clock.now_s);
      span.first_s = clock.zone.to_utc({months_before(now.day, count * unit.months), now.second_of_day});
    }
    span.last_s = span.first_s;
    return {span, {}};
  }
  if (unit_text == "m") return date_failure("m could be minutes or months", "write 6mo for months", at);
  return date_failure("invalid date");
}

SpanResult read_limit(std::string_view text, const QueryClock& clock) {
  if (text == "now") {
    Span span;
    span.first_s = span.last_s = clock.now_s;
    span.relative = true;
    return {span, {}};
  }
  if (text.empty() || !is_ascii_digit(text[0])) return date_failure("invalid date");
  if (text.find('/') != std::string_view::npos) {
    return date_failure("a date with slashes could be read in two ways",
                        "write it as year-month-day, such as 2025-01-30", text.find('/'));
  }
  std::size_t digits = 0;
  while (digits < text.size() && is_ascii_digit(text[digits])) ++digits;
  const bool has_unit = digits < text.size() && std::isalpha(static_cast<unsigned char>(text[digits])) != 0;
  return has_unit ? read_relative(text, clock) : read_calendar(text, clock.zone);
}

DateRangeResult range_failure(DateProblem problem, std::size_t shift = 0) {
  problem.at += shift;
  return {std::nullopt, std::move(problem)};
}

DateRangeResult range_of(const Span& first, const Span& last, std::string_view text) {
  DateRange range;
  range.since_s = first.first_s;
  range.until_s = last.last_s;
  range.first_day = first.first_day;
  range.last_day = last.last_day;
  range.text = text;
  return {range, {}};
}

}  // namespace

DateRangeResult parse_date_range(std::string_view text, const QueryClock& clock) {
  const std::size_t dots = text.find("..");
  if (dots == std::string_view::npos) {
    const SpanResult only = read_limit(text, clock);
    if (!only.span) return range_failure(only.problem);
    Span last = *only.span;
    if (last.relative) last.last_s = clock.now_s;
    return range_of(*only.span, last, text);
  }
  const std::string_view first_text = text.substr(0, dots);
  const std::string_view last_text = text.substr(dots + 2);
  if (first_text.empty())
    return range_failure({"the date range has no beginning", "write both ends, or use --until", 0});
  if (last_text.empty()) {
    return range_failure({"the date range has no end",
                          "write both ends, such as " + std::string(first_text) + "..now, or use --since",
                          text.size()});
  }
  const SpanResult first = read_limit(first_text, clock);
  if (!first.span) return range_failure(first.problem);
  const SpanResult last = read_limit(last_text, clock);
  if (!last.span) return range_failure(last.problem, dots + 2);
  if (first.span->first_s > last.span->last_s) {
    return range_failure({"the date range ends before it begins",
                          "write " + std::string(last_text) + ".." + std::string(first_text), dots});
  }
  return range_of(*first.span, *last.span, text);
}

DateRangeResult parse_since(std::string_view text, const QueryClock& clock) {
  if (text.empty()) return {DateRange{}, {}};
  const SpanResult limit = read_limit(text, clock);
  if (!limit.span) return range_failure(limit.problem);
  DateRange range;
  range.since_s = limit.span->first_s;
  range.first_day = limit.span->first_day;
  return {range, {}};
}

DateRangeResult parse_until(std::string_view text, const QueryClock& clock) {
  if (text.empty()) return {DateRange{}, {}};
  const SpanResult limit = read_limit(text, clock);
  if (!limit.span) return range_failure(limit.problem);
  DateRange range;
  range.until_s = limit.span->last_s;
  range.last_day = limit.span->last_day;
  return {range, {}};
}

std::int64_t parse_now(std::string_view text, const TimeZone& zone, const std::string& what) {
  const SpanResult limit = read_calendar(text, zone);
  if (limit.span) return limit.span->first_day ? limit.span->last_s : limit.span->first_s;
  throw Error(ErrorKind::kUsage, what + ": " + limit.problem.message, "write 2025-01-30 or 2025-01-30T14:05:00Z");
}

DateRange intersect(const DateRange& a, const DateRange& b) {
  DateRange both = a;
  if (b.since_s && (!a.since_s || *b.since_s > *a.since_s)) {
    both.since_s = b.since_s;
    both.first_day = b.first_day;
  }
  if (b.until_s && (!a.until_s || *b.until_s < *a.until_s)) {
    both.until_s = b.until_s;
    both.last_day = b.last_day;
  }
  both.text.clear();
  return both;
}

}  // namespace broadtape
