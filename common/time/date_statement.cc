#include "common/time/date_statement.h"

#include <fmt/format.h>

#include <cstdlib>
#include <string>
#include <utility>

#include "common/time/date_forms.h"

namespace broadtape {
namespace {

constexpr int kFirstYear = 1600;
constexpr int kLastYear = 9999;

constexpr const char* kWeekdayNames[] = {"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"};

// The occurrence of the day on `weekday` that is nearest to `nearest_s`. Weekdays repeat within 40 years.
std::optional<Day> nearest_year(const WrittenDay& written, int weekday, std::int64_t nearest_s) {
  const int middle = day_of(nearest_s).year;
  std::optional<Day> best;
  for (int year = middle - 40; year <= middle + 40; ++year) {
    const Day day{year, written.month, written.day};
    if (year < kFirstYear || year > kLastYear || !is_valid(day) || weekday_of(day) != weekday) continue;
    const auto distance = [&](Day d) { return std::llabs(midnight_utc(d) - nearest_s); };
    if (!best || distance(day) < distance(*best)) best = day;
  }
  return best;
}

// Decides which number of `01/02/2025` is the day. False if nothing decides.
bool settle_order(WrittenDay& written, const std::optional<int>& weekday, DateOrder order) {
  const Day day_first{*written.year, written.month, written.day};
  const Day month_first{*written.year, written.day, written.month};
  const auto fits = [&](Day day) { return is_valid(day) && weekday_of(day) == *weekday; };
  if (weekday && !written.is_short && fits(day_first) != fits(month_first)) {
    order = fits(day_first) ? DateOrder::kDayFirst : DateOrder::kMonthFirst;
    written.shown = order;
  }
  if (order == DateOrder::kUnknown) return false;
  if (order == DateOrder::kMonthFirst) std::swap(written.day, written.month);
  return true;
}

// Why `written`, which is `day` if a year was found, is not a day; empty if it is one.
std::string why_no_day(const WrittenDay& written, const std::optional<Day>& day, const DateStatement& statement,
                       std::string_view text) {
  const int month = written.month;
  if (month == 0 && written.day == 0) return fmt::format("\"{}\" is a placeholder", text);
  if (month < 1 || month > 12) return fmt::format("there is no month {}", month);
  const char* name = kMonthNames[month - 1];
  if (!day && (written.day < 1 || written.day > days_in_month(2024, month))) {
    return fmt::format("{} has no day {}", name, written.day);
  }
  if (!day) return fmt::format("{} {} is not a {}", name, written.day, kWeekdayNames[*statement.weekday]);
  if (!is_valid(*day)) return fmt::format("{} {} has no day {}", name, day->year, day->day);
  return {};
}

std::int64_t instant_of(const WrittenClock& clock, Day day, const DateHints& hints) {
  if (clock.region && !clock.has_zone) return clock.region->to_utc({day, clock.second_of_day});
  const std::int64_t local = midnight_utc(day) + clock.second_of_day;
  if (!clock.has_zone) return local - hints.default_offset_s;
  return local - (clock.zone.name == "IST" && clock.zone_text.size() == 3
                      ? hints.ist_offset_s
                      : offset_s(clock.zone, day, clock.second_of_day));
}

// An impossible time leaves the day: the story of `31-MAR-1987 605:12:19.12` in Reuters-21578 was sent on March 31.
DateResult resolved(Day day, DateOrder shown, const DateStatement& statement, const StatementContext& context) {
  ParsedDate parsed{{midnight_utc(day), Precision::kDay}, {}};
  parsed.shown_order = shown;
  parsed.is_other_weekday = statement.day && statement.weekday && *statement.weekday != weekday_of(day);
  if (statement.clock) parsed.zone = statement.clock->zone_text;
  if (statement.clock && statement.clock->is_possible && !context.is_guess) {
    parsed.instant = {instant_of(*statement.clock, day, context.hints), Precision::kSecond};
  }
  return checked_date(std::move(parsed), day, context.hints);
}

// Months and years ago are too vague for a day.
DateResult judged_age(const DateStatement& statement, const StatementContext& context) {
  const DateHints& hints = context.hints;
  if (!hints.captured_s) {
    return no_date(fmt::format("\"{}\" depends on the time of capture, which is unknown", context.text));
  }
  if (statement.age && statement.age->coarsest > TimeUnit::kWeek)
    return no_date(fmt::format("\"{}\" is too vague", context.text));
  const std::int64_t ago_s = statement.age ? statement.age->seconds : *statement.days_ago * kSecondsPerDay;
  const std::int64_t then_s = *hints.captured_s - ago_s;
  const Day day = day_of(then_s + hints.default_offset_s);
  if (!statement.age || statement.age->finest >= TimeUnit::kDay)
    return resolved(day, DateOrder::kUnknown, statement, context);
  return checked_date(ParsedDate{{then_s, Precision::kSecond}, {}}, day, hints);
}

}  // namespace

DateResult judged(const DateStatement& statement, const StatementContext& context) {
  if (statement.age || statement.days_ago) return judged_age(statement, context);
  if (!statement.day) return no_date("a time without a date");
  WrittenDay written = *statement.day;
  if (written.either_order && !settle_order(written, statement.weekday, context.hints.order)) {
    const char* first = written.is_short ? "the day, the month or the year" : "the day or the month";
    return no_date(fmt::format("\"{}\" is ambiguous: {} may come first", context.text, first), DateDoubt::kOrder);
  }
  std::optional<Day> day;
  if (written.year) {
    day = Day{*written.year, written.month, written.day};
  } else {
    if (!statement.weekday) return no_date("no year, and no weekday to infer it from");
    if (!context.hints.nearest_s) return no_date("no year, and no other date to infer it from");
    day = nearest_year(written, *statement.weekday, *context.hints.nearest_s);
  }
  if (std::string reason = why_no_day(written, day, statement, context.text); !reason.empty())
    return no_date(std::move(reason));
  return resolved(*day, written.shown, statement, context);
}

}  // namespace broadtape
