#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

#include "common/time/date_parts.h"
#include "searcher/query/date_readers.h"

namespace broadtape {
namespace {

constexpr std::string_view kDayHint = "write year-month-day, such as 2025-01-30";
constexpr std::int64_t kLastUnixTime = 4'102'444'799;  // 2099

DateReading day_reading(Day day, const DateCursor& cursor, std::size_t at) {
  return days_reading({day, day}, cursor, at);
}

DateReading month_reading(int year, int month, const DateCursor& cursor, std::size_t at, std::size_t month_at) {
  if (month < 1 || month > 12)
    return refused_date(fmt::format("there is no month {}", month), std::string(kDayHint), month_at);
  return days_reading({{year, month, 1}, {year, month, days_in_month(year, month)}}, cursor, at);
}

// A day by its parts, of which only the year is certain to be valid.
DateReading checked_day(int year, int month, int day, const DateCursor& cursor, std::size_t at, std::size_t month_at,
                        std::size_t day_at) {
  DateReading whole = month_reading(year, month, cursor, at, month_at);
  if (!whole.span) return whole;
  if (is_valid(Day{year, month, day})) return day_reading({year, month, day}, cursor, at);
  const std::string name = fmt::format("{:04}-{:02}", year, month);
  return refused_date(fmt::format("the month {} has no day {}", name, day),
                      fmt::format("its last is {}; {} is all of it", format_day(whole.span->last_day), name), day_at);
}

// 20250130, 202501, 2025
DateReading read_one_number(const DateItem& number, const DateCursor& cursor) {
  const int value = number.value;
  const std::size_t at = number.begin;
  switch (number.digits()) {
    case 4:
      return days_reading({{value, 1, 1}, {value, 12, 31}}, cursor, at);
    case 6:
      return month_reading(value / 100, value % 100, cursor, at, at + 4);
    case 8:
      return checked_day(value / 10'000, value / 100 % 100, value % 100, cursor, at, at + 4, at + 6);
    default:
      return another_form();
  }
}

// 2025-01, 01/2025, 2025-030, the day of the year, and 2024-2025, both years
DateReading read_two_numbers(const DateItem& first, const DateItem& second, const DateCursor& cursor) {
  if (first.digits() == 4 && second.is_digits(1, 2))
    return month_reading(first.value, second.value, cursor, first.begin, second.begin);
  if (first.digits() == 4 && second.digits() == 3) {
    const int days = is_valid({first.value, 2, 29}) ? 366 : 365;
    if (second.value < 1 || second.value > days)
      return refused_date(fmt::format("{} has no day {}", first.value, second.value), std::string(kDayHint),
                          second.begin);
    Day day{first.value, 1, 1};
    for (int i = 1; i < second.value; ++i) day = next_day(day);
    return day_reading(day, cursor, first.begin);
  }
  if (first.digits() == 4 && second.digits() == 4 && (second.gap == '-' || second.gap == '/')) {
    if (second.value > first.value)
      return days_reading({{first.value, 1, 1}, {second.value, 12, 31}}, cursor, first.begin);
    return refused_date("the years are not in order", fmt::format("write {}..{}", second.value, first.value),
                        second.begin);
  }
  if (first.is_digits(1, 2) && second.digits() == 4 && first.gap != ' ')
    return month_reading(second.value, first.value, cursor, second.begin, first.begin);
  if (first.is_digits(1, 2) && second.is_digits(1, 2) && second.gap == '/')
    return refused_date("the date has no year", std::string(kDayHint), first.begin);
  return another_form();
}

// The places of year, month and day among three numbers.
struct PartOrder {
  std::string_view name;
  std::size_t year, month, day;
};
constexpr PartOrder kYearFirst{"year first", 0, 1, 2};
constexpr PartOrder kDayFirst{"day first", 2, 1, 0};
constexpr PartOrder kMonthFirst{"month first", 2, 0, 1};

std::vector<PartOrder> possible_orders(const std::array<const DateItem*, 3>& parts) {
  const bool is_dotted = parts[1]->gap == '.';
  if (parts[0]->digits() == 4) return {kYearFirst};
  if (is_dotted) return {kDayFirst};
  if (parts[2]->digits() == 4) return {kDayFirst, kMonthFirst};
  return {kYearFirst, kDayFirst, kMonthFirst};
}

// 2025-1-5, 30.01.2025, 1/30/2025: every order in which it is a date; more than one date is refused.
DateReading read_three_numbers(const std::array<const DateItem*, 3>& parts, const DateCursor& cursor) {
  if (!parts[1]->is_digits(1, 2)) return another_form();
  for (const std::size_t i : {std::size_t{0}, std::size_t{2}}) {
    if (!parts[i]->is_digits(1, 2) && parts[i]->digits() != 4) return another_form();
  }
  if (parts[0]->digits() == 4 && parts[2]->digits() == 4) return another_form();
  const std::vector<PartOrder> orders = possible_orders(parts);
  const auto year_of = [&](const PartOrder& order) {
    const DateItem& year = *parts[order.year];
    return year.digits() == 4 ? year.value : full_year(year.value);
  };
  const auto day_of_order = [&](const PartOrder& order) {
    return Day{year_of(order), parts[order.month]->value, parts[order.day]->value};
  };
  std::vector<Day> days;
  std::string readings;
  for (const PartOrder& order : orders) {
    const Day day = day_of_order(order);
    if (!is_valid(day) || std::find(days.begin(), days.end(), day) != days.end()) continue;
    days.push_back(day);
    readings += fmt::format("{}{} ({})", readings.empty() ? "" : " or ", format_day(day), order.name);
  }
  const std::size_t at = parts[0]->begin;
  if (days.size() == 1) return day_reading(days.front(), cursor, at);
  if (days.size() > 1) {
    return refused_date(fmt::format("the date could be read in {} ways", days.size() == 2 ? "two" : "three"),
                        "write " + readings, at);
  }
  const PartOrder& order = orders.front();
  return checked_day(year_of(order), parts[order.month]->value, parts[order.day]->value, cursor, at,
                     parts[order.month]->begin, parts[order.day]->begin);
}

// The parts of a date with a month's name, in the order in which they were written.
struct NamedMonthParts {
  int month = 0;
  std::optional<int> year;
  struct Small {
    const DateItem* item;
    bool is_before_month;
    bool is_day;  // `30th`
  };
  std::vector<Small> smalls;  // numbers of one or two digits
};

bool is_ordinal_mark(const DateItem& item) {
  return item.is_glued() && (item.is("st") || item.is("nd") || item.is("rd") || item.is("th"));
}

// Whether the number begins a time of day: `14:05`, `2pm`.
bool begins_clock(const DateCursor& cursor) {
  const DateItem& next = cursor.peek(1);
  return (next.is_number && next.gap == ':') || next.is("am") || next.is("pm") || next.is("a");
}

NamedMonthParts named_month_parts(DateCursor& cursor) {
  NamedMonthParts parts;
  for (; !cursor.at_end(); cursor.skip()) {
    const DateItem& item = cursor.peek();
    const bool follows = item.follows() || item.gap == '/' || (item.gap == '\'' && item.is_number);
    if (!follows && !cursor.at_begin()) break;
    if (item.month() > 0 && parts.month == 0) {
      parts.month = item.month();
    } else if (item.digits() == 4 && !parts.year) {
      parts.year = item.value;
    } else if (item.is_digits(2, 2) && item.gap == '\'' && !parts.year) {
      parts.year = full_year(item.value);
    } else if (item.is_digits(1, 2) && parts.smalls.size() < 2 && !begins_clock(cursor)) {
      const bool is_ordinal = is_ordinal_mark(cursor.peek(1));
      parts.smalls.push_back({&item, parts.month == 0, is_ordinal || item.digits() == 1});
      if (is_ordinal) cursor.skip();
    } else if (!item.is("the") && !item.is("of") && !item.is("de")) {
      break;
    }
  }
  return parts;
}

// The last day of that name that is not after today; of 29 February, one that exists.
Day last_such_day(int month, int day, Day today) {
  for (int year = today.year;; --year) {
    const Day found{year, month, day};
    if (is_valid(found) && found <= today) return found;
  }
}

DateReading with_note(DateReading reading, std::string note) {
  if (reading.span) reading.span->note = std::move(note);
  return reading;
}

// In a leap year.
int most_days_in(int month) {
  return days_in_month(2000, month);
}

DateReading yearless_day(int month, const DateItem& day, const DateCursor& cursor) {
  if (day.value < 1 || day.value > most_days_in(month))
    return refused_date(fmt::format("the month has no day {}", day.value), std::string(kDayHint), day.begin);
  const Day found = last_such_day(month, day.value, cursor.today());
  return with_note(day_reading(found, cursor, day.begin), "is read as " + format_day(found));
}

DateReading yearless_month(int month, const DateCursor& cursor, std::size_t at) {
  const Day today = cursor.today();
  const int year = today.year - (month > today.month ? 1 : 0);
  return with_note(month_reading(year, month, cursor, at, at), fmt::format("is read as {:04}-{:02}", year, month));
}

// `jan 25`: a day or a year.
DateReading month_and_small(int month, const NamedMonthParts::Small& small, const DateCursor& cursor, std::size_t at) {
  const DateItem& number = *small.item;
  if (small.is_day || small.is_before_month) return yearless_day(month, number, cursor);
  if (number.value < 1 || number.value > 31) return month_reading(full_year(number.value), month, cursor, at, at);
  const Day day = last_such_day(month, std::min(number.value, most_days_in(month)), cursor.today());
  return refused_date("the number after the month could be a day or a year",
                      fmt::format("write {:04}-{:02} or {}", full_year(number.value), month, format_day(day)),
                      number.begin);
}

}  // namespace

DateReading refused_year(std::size_t at) {
  return refused_date(fmt::format("the year must be in {} to {}", kFirstQueryYear, kLastQueryYear),
                      "write a year such as 2025", at);
}

DateReading days_reading(const DayPeriod& period, const DateCursor& cursor, std::size_t at) {
  if (!is_in_query_years(period)) return refused_year(at);
  DateReading reading;
  reading.span = whole_days(period.first, period.last, cursor.zone());
  return reading;
}

DateReading read_numbers(DateCursor& cursor) {
  const DateItem& first = cursor.peek();
  if (!first.is_number) return another_form();
  std::array<const DateItem*, 3> parts{&first};
  std::size_t count = 1;
  const char gap = cursor.peek(1).gap;
  const bool is_mark = gap == '-' || gap == '/' || gap == '.' || gap == ' ';
  while (is_mark && count < parts.size() && first.digits() <= 4) {
    const DateItem& next = cursor.peek(count);
    const bool is_part = next.is_number && next.gap == gap && next.digits() <= 4 && cursor.peek(count + 1).gap != ':';
    if (!is_part) break;
    parts[count++] = &next;
  }
  cursor.skip(count);
  if (count == 1) return read_one_number(first, cursor);
  if (count == 2) return read_two_numbers(first, *parts[1], cursor);
  return read_three_numbers(parts, cursor);
}

DateReading read_unix_time(DateCursor& cursor) {
  const DateItem& number = cursor.peek();
  const bool is_ms = number.digits() == 13;
  if (number.digits() != 10 && !is_ms) return another_form();
  const std::int64_t time = std::stoll(std::string(number.text)) / (is_ms ? 1000 : 1);
  if (time > kLastUnixTime)
    return refused_date("the time since 1970 is after 2099", std::string(kDayHint), number.begin);
  cursor.skip();
  DateReading reading;
  reading.span = instants(time, time, cursor.zone());
  return reading;
}

DateReading read_month_name(DateCursor& cursor) {
  const std::size_t at = cursor.place();
  const NamedMonthParts parts = named_month_parts(cursor);
  if (parts.month == 0) return another_form();
  if (parts.smalls.empty())
    return parts.year ? month_reading(*parts.year, parts.month, cursor, at, at)
                      : yearless_month(parts.month, cursor, at);
  const NamedMonthParts::Small& first = parts.smalls.front();
  if (parts.smalls.size() == 1 && !parts.year) return month_and_small(parts.month, first, cursor, at);
  const bool has_two = parts.smalls.size() == 2;
  if (has_two && parts.year) return another_form();
  const DateItem* day = first.item;
  int year = parts.year.value_or(0);
  if (has_two) {
    const DateItem* other = parts.smalls.back().item;
    if (first.item->value > 31) std::swap(day, other);
    year = full_year(other->value);
  }
  return checked_day(year, parts.month, day->value, cursor, at, at, day->begin);
}

}  // namespace broadtape
