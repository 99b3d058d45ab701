#include <fmt/format.h>

#include <algorithm>

#include "common/time/date_parts.h"
#include "common/time/period.h"
#include "searcher/query/date_readers.h"

namespace broadtape {
namespace {

constexpr std::string_view kOrdinals[] = {"first", "second", "third", "fourth"};

const DateUnit& unit_named(std::string_view name) {
  return *find_date_unit(name);
}

bool has_fiscal_years(const DateCursor& cursor) {
  return cursor.clock().fiscal_year_start > 0;
}

// `2025-Q1`, `1Q25`, `first half of FY2025`: the parts in any order.
struct QuarterParts {
  std::optional<int> year;
  const DateUnit* unit = nullptr;  // quarter or half
  int index = 0;                   // 1 to 4
  bool is_fiscal = false;
  bool is_index_first = false;  // `1Q`
  std::size_t fiscal_at = 0;
};

class QuarterReader {
 public:
  explicit QuarterReader(DateCursor& cursor) : cursor_(cursor) {}

  QuarterParts parts() {
    while (!cursor_.at_end() && (cursor_.at_begin() || follows()) && take_part()) cursor_.skip_fillers();
    return parts_;
  }

 private:
  bool follows() const {
    const char gap = cursor_.peek().gap;
    return cursor_.peek().follows() || gap == '\'' || gap == '/';
  }

  bool take_part() { return take_fiscal() || take_index() || take_unit() || take_year(); }

  bool take_fiscal() {
    const DateItem& item = cursor_.peek();
    const bool has_unit = item.is("fq") || item.is("fh");
    if (parts_.is_fiscal || (!has_unit && !item.is("fy") && !item.is("fiscal"))) return false;
    parts_.is_fiscal = true;
    parts_.fiscal_at = item.begin;
    if (has_unit) return set_unit(item.is("fq") ? "quarter" : "half");
    cursor_.skip();
    if (cursor_.peek().is("year")) cursor_.skip();
    return true;
  }

  // The number of `1Q` and `1st quarter`, `first`.
  bool take_index() {
    if (parts_.index > 0 || parts_.unit != nullptr) return false;
    const DateItem& item = cursor_.peek();
    const auto* const word = std::find(std::begin(kOrdinals), std::end(kOrdinals), item.lower);
    if (!item.is_number && word != std::end(kOrdinals)) {
      parts_.index = static_cast<int>(word - std::begin(kOrdinals)) + 1;
      cursor_.skip();
      return true;
    }
    if (!item.is_digits(1, 1)) return false;
    parts_.index = item.value;
    cursor_.skip();
    const bool is_ordinal = cursor_.peek().is_glued() && cursor_.peek().word.has(kOrdinalRole);
    if (is_ordinal) cursor_.skip();
    parts_.is_index_first = !is_ordinal;
    return true;
  }

  bool take_unit() {
    const DateItem& item = cursor_.peek();
    if (parts_.unit != nullptr || item.is_number) return false;
    if (item.is("h")) return set_unit("half");
    const DateUnit* const unit = find_date_unit(item.text);
    const bool is_part_of_year = unit != nullptr && (unit->months == 3 || unit->months == 6);
    return is_part_of_year && set_unit(unit->name);
  }

  bool set_unit(std::string_view name) {
    parts_.unit = find_date_unit(name);
    cursor_.skip();
    if (parts_.index > 0) return true;
    if (!cursor_.peek().is_digits(1, 1) || !cursor_.peek().follows()) return false;
    parts_.index = cursor_.peek().value;
    cursor_.skip();
    return true;
  }

  bool take_year() {
    const DateItem& item = cursor_.peek();
    const bool is_short = item.digits() == 2 && (parts_.is_fiscal || (parts_.unit != nullptr && parts_.index > 0));
    if (parts_.year || (item.digits() != 4 && !is_short)) return false;
    parts_.year = is_short ? full_year(item.value) : item.value;
    cursor_.skip();
    return true;
  }

  DateCursor& cursor_;
  QuarterParts parts_;
};

// The first day of a calendar year, or of the fiscal year that ends in `year`.
Day first_of_year(int year, int first_month) {
  return {first_month > 1 ? year - 1 : year, first_month, 1};
}

std::string quarter_name(const QuarterParts& parts, int year) {
  return fmt::format("{}{}-{}{}", parts.is_fiscal ? "FY" : "", year, parts.unit->months == 3 ? 'Q' : 'H', parts.index);
}

// The day of ISO 8601's week 1 that is a Monday.
std::int64_t first_monday(int year) {
  return day_number(period_of({year, 1, 4}, PeriodUnit::kWeek).first);
}

int weeks_in(int year) {
  return static_cast<int>((first_monday(year + 1) - first_monday(year)) / 7);
}

// The thirds of a span of days: of months where they divide it, else of days of a month.
std::optional<DayPeriod> third_of(const DateSpan& span, int third) {
  const Day first = span.first_day;
  const Day last = span.last_day;
  const int months = (last.year - first.year) * 12 + last.month - first.month + 1;
  const bool is_months = first.day == 1 && last.day == days_in_month(last.year, last.month);
  if (is_months && months % 3 == 0) {
    const DateUnit part{"", "", 0, months / 3, 0};
    return period_around(first, part, third, first.month);
  }
  if (!is_months || months != 1) return std::nullopt;
  const int begins[] = {1, 11, 21, last.day + 1};
  return DayPeriod{{first.year, first.month, begins[third]}, {first.year, first.month, begins[third + 1] - 1}};
}

// The year whose week of this number began last; an arbitrary year if no recent year has the week.
int last_year_of(int week, const Day& today) {
  constexpr int kMostYears = 30;
  int year = today.year + 1;
  while (week > weeks_in(year) || day_of_number(first_monday(year) + 7 * (week - 1)) > today) {
    if (--year < today.year - kMostYears) break;
  }
  return year;
}

}  // namespace

DateReading refused_fiscal(std::size_t at) {
  return refused_date("the month in which fiscal years begin is not known",
                      "set the start of the fiscal year, such as october, or write calendar dates: 2025, 2025-Q1", at);
}

DateReading read_quarter(DateCursor& cursor) {
  cursor.skip_fillers();
  const std::size_t at = cursor.place();
  const QuarterParts parts = QuarterReader(cursor).parts();
  const bool is_part = parts.unit != nullptr && parts.index > 0;
  if (!is_part && (!parts.is_fiscal || !parts.year || parts.unit != nullptr || parts.index > 0)) return another_form();
  if (is_part && parts.is_index_first && !parts.year) return another_form();  // `2h` is two hours
  if (parts.is_fiscal && !has_fiscal_years(cursor)) return refused_fiscal(parts.fiscal_at);
  const int first_month = parts.is_fiscal ? cursor.clock().fiscal_year_start : 1;
  const DateUnit& unit = is_part ? *parts.unit : unit_named("year");
  const int count = 12 / unit.months;
  if (is_part && (parts.index < 1 || parts.index > count))
    return refused_date(fmt::format("a year has {} {}", count, count == 2 ? "halves" : "quarters"),
                        fmt::format("write 1 to {}", count), at);
  const int shift = is_part ? parts.index - 1 : 0;
  const auto of_year = [&](int year) {
    return period_around(first_of_year(year, first_month), unit, shift, first_month);
  };
  if (parts.year) return days_reading(of_year(*parts.year), cursor, at);
  int year = cursor.today().year + 1;  // a fiscal year is named by its end
  while (of_year(year).first > cursor.today()) --year;
  DateReading reading = days_reading(of_year(year), cursor, at);
  if (reading.span) reading.span->note = "is read as " + quarter_name(parts, year);
  return reading;
}

DateReading read_week(DateCursor& cursor) {
  const std::size_t at = cursor.place();
  std::optional<int> year;
  int week = 0, weekday = 0;
  std::size_t week_at = at;
  for (; !cursor.at_end() && (cursor.at_begin() || cursor.peek().follows()); cursor.skip_fillers()) {
    const DateItem& item = cursor.peek();
    const bool is_mark = item.is("w") || item.is("wk") || item.is("week") || item.is("cw") || item.is("kw");
    const DateItem& number = cursor.peek(1);
    if (is_mark && week == 0 && number.is_digits(1, 3) && number.follows()) {
      week = number.digits() == 3 ? number.value / 10 : number.value;
      weekday = number.digits() == 3 ? number.value % 10 : 0;
      week_at = number.begin;
      cursor.skip(2);
      const DateItem& day = cursor.peek();
      if (weekday == 0 && year && day.digits() == 1 && day.gap == '-') {
        weekday = day.value;
        cursor.skip();
      }
      if (week == 0) week = -1;
    } else if (item.digits() == 4 && !year) {
      year = item.value;
      cursor.skip();
    } else {
      break;
    }
  }
  if (week == 0) return another_form();
  const bool is_yearless = !year;
  if (is_yearless) year = last_year_of(week, cursor.today());
  if (*year < kFirstQueryYear || *year > kLastQueryYear) return refused_year(at);
  if (week < 1 || week > weeks_in(*year) || weekday > 7)
    return refused_date(fmt::format("{} has weeks 1 to {}, of days 1 to 7", *year, weeks_in(*year)),
                        "write a week such as 2025-W05, or its Wednesday, 2025-W05-3", week_at);
  const std::int64_t monday = first_monday(*year) + std::int64_t{7} * (week - 1);
  const std::int64_t first = monday + std::max(weekday - 1, 0);
  DateReading reading =
      days_reading({day_of_number(first), day_of_number(weekday > 0 ? first : monday + 6)}, cursor, at);
  if (reading.span && is_yearless) reading.span->note = fmt::format("is read as {}-W{:02}", *year, week);
  return reading;
}

DateReading read_decade(DateCursor& cursor) {
  cursor.skip_fillers();
  const DateItem& year = cursor.peek();
  const bool is_decade = year.digits() == 4 && year.value % 10 == 0 && cursor.peek(1).is("s") &&
                         (cursor.peek(1).is_glued() || cursor.peek(1).gap == '\'');
  if (!is_decade) return another_form();
  cursor.skip(2);
  return days_reading({{year.value, 1, 1}, {year.value + 9, 12, 31}}, cursor, year.begin);
}

DateReading read_third(DateCursor& cursor) {
  struct Row {
    std::string_view word;
    int third;
    bool is_open = false;  // how long it is, which a note then says
  };
  static constexpr Row kThirds[] = {{"early", 0},       {"mid", 1},         {"middle", 1},          {"late", 2},
                                    {"start", 0, true}, {"begin", 0, true}, {"beginning", 0, true}, {"end", 2, true}};
  cursor.take("the");
  const std::size_t at = cursor.place();
  const auto* const row = std::find_if(std::begin(kThirds), std::end(kThirds),
                                       [&](const Row& third) { return cursor.peek().is(third.word); });
  if (row == std::end(kThirds)) return another_form();
  cursor.skip();
  cursor.skip_fillers();
  DateReading whole = read_any_period(cursor);
  if (!whole.span) return whole;
  const std::optional<DayPeriod> third = whole.span->is_whole_days ? third_of(*whole.span, row->third) : std::nullopt;
  if (!third)
    return refused_date(fmt::format("{} needs a month, a quarter or a year", row->word),
                        "write mid 2025, early january 2025 or late 2025-Q1", at);
  DateReading reading = days_reading(*third, cursor, at);
  if (reading.span) reading.span->note = whole.span->note;
  if (reading.span && row->is_open)
    reading.span->note = fmt::format("is read as {}..{}", format_day(third->first), format_day(third->last));
  return reading;
}

DateReading read_containing(DateCursor& cursor) {
  cursor.take("the");
  const DateUnit* const unit = cursor.peek().is_number ? nullptr : find_date_unit(cursor.peek().text);
  const bool is_of = cursor.peek(1).is("of") && cursor.peek(1).follows();
  if (unit == nullptr || !has_days(*unit) || !is_of) return another_form();
  const std::size_t at = cursor.place();
  cursor.skip();
  cursor.skip_fillers();
  DateReading inner = read_any_period(cursor);
  if (!inner.span) return inner;
  const DayPeriod period = period_around(inner.span->first_day, *unit);
  const bool is_inside = inner.span->is_whole_days && inner.span->last_day <= period.last;
  if (!is_inside)
    return refused_date(fmt::format("the {} of this is not one {}", unit->name, unit->name),
                        fmt::format("write the {} of a day, such as 2025-01-30", unit->name), at);
  return days_reading(period, cursor, at);
}

}  // namespace broadtape
