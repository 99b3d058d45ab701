#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "common/time/period.h"
#include "searcher/query/date_readers.h"

namespace broadtape {
namespace {

constexpr int kMostLikelyMonths = 36;  // larger counts mean minutes

struct DayNameRow {
  std::string_view name;
  int days;
};
constexpr DayNameRow kDayNames[] = {{"today", 0}, {"tonight", 0}, {"yesterday", -1}, {"tomorrow", 1}};

// Parts of a day, which count as the whole day: `this morning`, `last night`.
constexpr std::string_view kDayParts[] = {"morning", "afternoon", "evening", "night"};

// Periods that end now.
struct ToDateRow {
  std::string_view name;
  std::string_view unit;  // since the beginning of this one
  int months;             // or for so long
  bool is_fiscal;
};
constexpr ToDateRow kToDate[] = {
    {"wtd", "week", 0, false}, {"mtd", "month", 0, false}, {"qtd", "quarter", 0, false}, {"ytd", "year", 0, false},
    {"fytd", "year", 0, true}, {"ttm", "", 12, false},     {"ltm", "", 12, false},
};

// Words before a unit.
enum class Side : std::uint8_t { kLast, kPast, kThis, kNext };
struct SideRow {
  std::string_view word;
  Side side;
};
constexpr SideRow kSides[] = {
    {"last", Side::kLast},    {"previous", Side::kLast}, {"prior", Side::kLast},
    {"past", Side::kPast},    {"trailing", Side::kPast}, {"this", Side::kThis},
    {"current", Side::kThis}, {"next", Side::kNext},     {"coming", Side::kNext},
};

const SideRow* find_side(const DateItem& item) {
  const auto* const row =
      std::find_if(std::begin(kSides), std::end(kSides), [&](const SideRow& side) { return item.is(side.word); });
  return row == std::end(kSides) ? nullptr : row;
}

DateReading instant_reading(std::int64_t first_s, std::int64_t last_s, const DateCursor& cursor, std::size_t at) {
  const DateSpan span = instants(first_s, last_s, cursor.zone());
  if (!is_in_query_years({span.first_day, span.last_day}))
    return refused_date("this is too long ago", "the years of dates are 1600 to 9998", at);
  return {span, {}};
}

std::optional<int> count_at(const DateItem& item) {
  if (item.is_digits(1, 9)) return item.value;
  if (item.is("a") || item.is("an")) return 1;
  return !item.is_number && item.word.number > 0 && item.text.size() > 1 ? std::optional(item.word.number)
                                                                         : std::nullopt;
}

DateReading shifted_days(Day day, const DateLength& length, int sign, const DateCursor& cursor, std::size_t at) {
  const std::int64_t noon = midnight_utc(day) + kSecondsPerDay / 2;
  const Day result = day_of(moved(noon, length, sign, TimeZone()));
  return days_reading({result, result}, cursor, at);
}

// `+7d`, `-1mo`, `- 3 days` after `now` and the names of days. 0 without a sign.
int sign_of(const DateItem& item) {
  return item.gap == '-' ? -1 : item.gap == '+' ? 1 : 0;
}

// The day of that weekday in the week of today, or the weeks around it.
Day weekday_near(int weekday, const SideRow* side, Day today) {
  const std::int64_t now = day_number(today);
  const int since = (weekday_of(today) - weekday + 7) % 7;  // days since the last one; 0 today
  if (side == nullptr || side->side == Side::kPast) return day_of_number(now - since);
  if (side->side == Side::kLast) return day_of_number(now - (since == 0 ? 7 : since));
  if (side->side == Side::kNext) return day_of_number(now + 7 - since);
  const std::int64_t monday = day_number(period_of(today, PeriodUnit::kWeek).first);
  return day_of_number(monday + (weekday + 6) % 7);
}

// `last 3 months`, `next 2 weeks`: from now or until now.
DateReading counted_side(Side side, const DateUnit& unit, int count, const DateCursor& cursor, std::size_t at) {
  const DateLength length{unit.months * count, unit.seconds * count, !has_days(unit)};
  const std::int64_t now = cursor.clock().now_s;
  if (side == Side::kNext) return instant_reading(now, moved(now, length, 1, cursor.zone()), cursor, at);
  return instant_reading(moved(now, length, -1, cursor.zone()), now, cursor, at);
}

DateReading refused_count(int most, std::size_t at) {
  return refused_date("this count is out of range", "1 to " + std::to_string(most) + " are possible", at);
}

// `last january`
DateReading month_of_side(int month, Side side, DateCursor& cursor, std::size_t at) {
  const Day today = cursor.today();
  int year = today.year;
  if (side == Side::kLast && month >= today.month) --year;
  if (side == Side::kPast && month > today.month) --year;
  if (side == Side::kNext && month <= today.month) ++year;
  return days_reading({{year, month, 1}, {year, month, days_in_month(year, month)}}, cursor, at);
}

bool is_day_part(const DateItem& item) {
  return std::any_of(std::begin(kDayParts), std::end(kDayParts), [&](std::string_view part) { return item.is(part); });
}

// `week` alone.
DateReading refused_unit(DateCursor cursor) {
  const DateItem item = cursor.peek();
  const DateUnit* const unit = item.is_number || item.text.size() < 3 ? nullptr : find_date_unit(item.text);
  cursor.skip();
  if (unit == nullptr || !cursor.at_end()) return another_form();
  return refused_date(fmt::format("\"{}\" could be this one, the last one or the time until now", item.text),
                      fmt::format("write this-{0}, last-{0} or past-{0}", unit->name), item.begin);
}

// `7d`, `1y6mo`: at least one number and unit. nullopt if there is none, or with `problem`.
std::optional<DateLength> read_date_length(DateCursor& cursor, DateProblem& problem, std::string& note) {
  DateLength length;
  bool has_any = false;
  while (!cursor.at_end()) {
    DateCursor ahead = cursor;
    if (has_any) ahead.take("and");
    const DateItem& number = ahead.peek();
    const DateItem& unit_item = ahead.peek(1);
    const std::optional<int> count = count_at(number);
    constexpr std::size_t kLongestLetters = 2;  // `now+1y-6mo` has two lengths, `1-year-6-months` one
    const bool is_next = number.follows() && (number.gap != '-' || unit_item.text.size() > kLongestLetters);
    const bool is_pair = count && (!has_any || is_next) && !unit_item.is_number && unit_item.follows();
    if (!is_pair) break;
    if (unit_item.text == "M") {
      problem = {"M could be minutes or months", fmt::format("write {0}m for minutes, {0}mo for months", *count),
                 unit_item.begin};
      return std::nullopt;
    }
    const DateUnit* const unit = find_date_unit(unit_item.text);
    if (unit == nullptr) break;
    if (*count < 1 || *count > unit->most) {
      problem = refused_count(unit->most, number.begin).problem;
      return std::nullopt;
    }
    length.months += unit->months * *count;
    length.seconds += unit->seconds * *count;
    length.has_times = length.has_times || !has_days(*unit);
    if (unit_item.text == "m" && *count <= kMostLikelyMonths)
      note = fmt::format("is read as {0} minutes; {0}mo is months", *count);
    ahead.skip(2);
    cursor = std::move(ahead);
    has_any = true;
  }
  return has_any ? std::optional(length) : std::nullopt;
}

}  // namespace

DateReading read_day_name(DateCursor& cursor) {
  const std::size_t at = cursor.place();
  const auto* const row = std::find_if(std::begin(kDayNames), std::end(kDayNames),
                                       [&](const DayNameRow& name) { return cursor.peek().is(name.name); });
  if (row == std::end(kDayNames)) return another_form();
  cursor.skip();
  const Day day = day_of_number(day_number(cursor.today()) + row->days);
  const int sign = sign_of(cursor.peek());
  if (sign == 0) return days_reading({day, day}, cursor, at);
  DateReading reading;
  std::string note;
  const std::optional<DateLength> length = read_date_length(cursor, reading.problem, note);
  if (!length) return reading;
  if (length->has_times) return refused_date("a day moves by whole days", "write now-24h for hours", at);
  return shifted_days(day, *length, sign, cursor, at);
}

DateReading read_weekday_name(DateCursor& cursor) {
  const std::size_t at = cursor.place();
  cursor.take("on");
  const SideRow* const side = find_side(cursor.peek());
  if (side != nullptr) cursor.skip();
  const int weekday = cursor.peek().weekday();
  if (weekday < 0) return another_form();
  cursor.skip();
  const Day day = weekday_near(weekday, side, cursor.today());
  return days_reading({day, day}, cursor, at);
}

DateReading read_date_math(DateCursor& cursor) {
  if (!cursor.peek().is("now")) return another_form();
  const std::size_t at = cursor.place();
  cursor.skip();
  std::int64_t instant = cursor.clock().now_s;
  std::string note;
  while (const int sign = sign_of(cursor.peek())) {
    DateReading reading;
    const std::optional<DateLength> length = read_date_length(cursor, reading.problem, note);
    if (!length) return reading;
    instant = moved(instant, *length, sign, cursor.zone());
  }
  DateReading reading = instant_reading(instant, instant, cursor, at);
  if (!reading.span) return reading;
  reading.span->reaches_now = true;
  reading.span->note = note;
  const DateUnit* const unit = cursor.peek().gap == '/' ? find_date_unit(cursor.peek().text) : nullptr;
  if (unit == nullptr || !has_days(*unit)) return reading;
  cursor.skip();
  return days_reading(period_around(reading.span->first_day, *unit), cursor, at);
}

DateReading read_length_back(DateCursor& cursor) {
  const std::size_t at = cursor.place();
  const int sign = cursor.peek().gap == '+' ? 1 : -1;
  DateReading reading;
  std::string note;
  const std::optional<DateLength> length = read_date_length(cursor, reading.problem, note);
  if (!length) return reading;
  const std::int64_t then = moved(cursor.clock().now_s, *length, sign, cursor.zone());
  reading = instant_reading(then, then, cursor, at);
  if (!reading.span) return reading;
  reading.span->reaches_now = true;
  reading.span->note = note;
  return reading;
}

DateReading read_ago(DateCursor& cursor) {
  const std::size_t at = cursor.place();
  DateReading reading;
  std::string note;
  const std::optional<DateLength> length = read_date_length(cursor, reading.problem, note);
  if (!length) return reading;
  if (!cursor.take_any({"ago", "earlier", "back"})) return another_form();
  if (!length->has_times) return shifted_days(cursor.today(), *length, -1, cursor, at);
  const std::int64_t then = moved(cursor.clock().now_s, *length, -1, cursor.zone());
  reading = instant_reading(then, then, cursor, at);
  if (reading.span) reading.span->reaches_now = true;
  return reading;
}

DateReading read_named_period(DateCursor& cursor) {
  cursor.take_any({"in", "over", "during", "within"});
  cursor.take("the");
  const std::size_t at = cursor.place();
  const SideRow* const side = find_side(cursor.peek());
  if (side == nullptr) return refused_unit(cursor);
  cursor.skip();
  const bool is_fiscal = cursor.take("fiscal");
  const std::optional<int> count = count_at(cursor.peek());
  if (count) cursor.skip();
  const DateItem& item = cursor.peek();
  if (!count && item.month() > 0) {
    cursor.skip();
    return month_of_side(item.month(), side->side, cursor, at);
  }
  if (!count && is_day_part(item) && (side->side == Side::kLast || side->side == Side::kThis)) {
    cursor.skip();
    const Day day = day_of_number(day_number(cursor.today()) - (side->side == Side::kLast ? 1 : 0));
    return days_reading({day, day}, cursor, at);
  }
  const DateUnit* const unit = item.is_number ? nullptr : find_date_unit(item.text);
  if (unit == nullptr)
    return refused_date(fmt::format("\"{}\" needs a unit of time", side->word),
                        fmt::format("write \"{0} week\" with quotation marks or {0}-week", side->word), cursor.place());
  cursor.skip();
  if (is_fiscal && unit->months < 3)
    return refused_date("a fiscal period is a year, a half or a quarter",
                        fmt::format("write {0} fiscal quarter, or {0} {1}", side->word, unit->name), at);
  if (is_fiscal && cursor.clock().fiscal_year_start == 0) return refused_fiscal(at);
  if (count && (*count < 1 || *count > unit->most)) return refused_count(unit->most, at);
  const bool is_counted = count || side->side == Side::kPast || !has_days(*unit);
  if (is_counted && side->side != Side::kThis) return counted_side(side->side, *unit, count.value_or(1), cursor, at);
  if (is_counted) return another_form();
  const int shift = side->side == Side::kLast ? -1 : side->side == Side::kNext ? 1 : 0;
  const int first_month = is_fiscal ? cursor.clock().fiscal_year_start : 1;
  return days_reading(period_around(cursor.today(), *unit, shift, first_month), cursor, at);
}

DateReading read_to_date(DateCursor& cursor) {
  const DateItem& item = cursor.peek();
  const bool is_spelled = cursor.peek(1).is("to") && cursor.peek(2).is("date");
  const auto* const row = std::find_if(std::begin(kToDate), std::end(kToDate), [&](const ToDateRow& period) {
    return item.is(period.name) || (is_spelled && !period.is_fiscal && item.is(period.unit));
  });
  if (row == std::end(kToDate)) return another_form();
  cursor.skip(item.is(row->name) ? 1 : 3);
  const std::int64_t now = cursor.clock().now_s;
  if (row->months > 0)
    return instant_reading(moved(now, {row->months, 0, false}, -1, cursor.zone()), now, cursor, item.begin);
  const int first_month = row->is_fiscal ? cursor.clock().fiscal_year_start : 1;
  if (first_month == 0) return refused_fiscal(item.begin);
  const DayPeriod period = period_around(cursor.today(), *find_date_unit(row->unit), 0, first_month);
  return instant_reading(cursor.zone().to_utc({period.first, 0}), now, cursor, item.begin);
}

}  // namespace broadtape
