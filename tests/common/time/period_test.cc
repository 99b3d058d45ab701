#include "common/time/period.h"

#include <catch2/catch.hpp>

namespace broadtape {
namespace {

TEST_CASE("Each day belongs to a week, month, quarter and year, which have names", "[time]") {
  struct Case {
    Day day;
    PeriodUnit unit;
    const char* name;
    Day first, last;
  };
  const Case cases[] = {
      {{2025, 1, 30}, PeriodUnit::kDay, "2025-01-30", {2025, 1, 30}, {2025, 1, 30}},
      {{2025, 1, 30}, PeriodUnit::kWeek, "2025-W05", {2025, 1, 27}, {2025, 2, 2}},
      {{2025, 2, 2}, PeriodUnit::kWeek, "2025-W05", {2025, 1, 27}, {2025, 2, 2}},
      {{2025, 2, 3}, PeriodUnit::kWeek, "2025-W06", {2025, 2, 3}, {2025, 2, 9}},
      {{2021, 1, 3}, PeriodUnit::kWeek, "2020-W53", {2020, 12, 28}, {2021, 1, 3}},
      {{2015, 12, 31}, PeriodUnit::kWeek, "2015-W53", {2015, 12, 28}, {2016, 1, 3}},
      {{2024, 12, 30}, PeriodUnit::kWeek, "2025-W01", {2024, 12, 30}, {2025, 1, 5}},
      {{2022, 1, 1}, PeriodUnit::kWeek, "2021-W52", {2021, 12, 27}, {2022, 1, 2}},
      {{1969, 12, 31}, PeriodUnit::kWeek, "1970-W01", {1969, 12, 29}, {1970, 1, 4}},
      {{2024, 2, 29}, PeriodUnit::kMonth, "2024-02", {2024, 2, 1}, {2024, 2, 29}},
      {{2025, 2, 1}, PeriodUnit::kMonth, "2025-02", {2025, 2, 1}, {2025, 2, 28}},
      {{2025, 6, 30}, PeriodUnit::kQuarter, "2025-Q2", {2025, 4, 1}, {2025, 6, 30}},
      {{2025, 12, 31}, PeriodUnit::kQuarter, "2025-Q4", {2025, 10, 1}, {2025, 12, 31}},
      {{1987, 10, 19}, PeriodUnit::kYear, "1987", {1987, 1, 1}, {1987, 12, 31}},
      {{9999, 12, 31}, PeriodUnit::kWeek, "9999-W52", {9999, 12, 27}, {9999, 12, 31}},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(format_day(c.day) << " " << c.name) {
      const Period period = period_of(c.day, c.unit);
      CHECK(period == Period{c.first, c.last});
      CHECK(period_name(period, c.unit) == c.name);
    }
  }
}

TEST_CASE("Days are numbered across leap days and before 1970", "[time]") {
  CHECK(day_number({1970, 1, 1}) == 0);
  CHECK(day_number({1969, 12, 31}) == -1);
  CHECK(day_number({2024, 3, 1}) - day_number({2024, 2, 28}) == 2);
  CHECK(day_of_number(day_number({2024, 2, 29})) == Day{2024, 2, 29});
  CHECK(day_of_number(day_number({9999, 12, 31}) + 1) == Day{9999, 12, 31});
}

TEST_CASE("A compact day is eight digits of a day that exists", "[time]") {
  CHECK(parse_compact_day("20240229") == Day{2024, 2, 29});
  for (const char* text : {"", "2025", "20250229", "2025013x", "202501300", "20251301", "-0250130"}) {
    CHECK_FALSE(parse_compact_day(text));
  }
}

TEST_CASE("Monday to Friday are weekdays", "[time]") {
  CHECK(is_weekday({2025, 1, 27}));
  CHECK(is_weekday({2025, 1, 31}));
  CHECK_FALSE(is_weekday({2025, 2, 1}));
  CHECK_FALSE(is_weekday({2025, 2, 2}));
}

TEST_CASE("The weekdays of a range equal a count day by day", "[time]") {
  const Day days[] = {{0, 1, 2}, {1969, 12, 27}, {1970, 1, 1}, {2024, 2, 28}, {2025, 1, 27}, {2025, 2, 1}};
  for (const Day first : days) {
    std::uint64_t weekdays = 0;
    for (std::int64_t length = 0; length < 20; ++length) {
      const Day last = day_of_number(day_number(first) + length);
      weekdays += is_weekday(last) ? 1 : 0;
      CHECK(weekdays_in({first, last}) == weekdays);
    }
  }
  CHECK(weekdays_in({{2025, 1, 2}, {2025, 1, 1}}) == 0);
  CHECK(weekdays_in({{1600, 1, 1}, {9999, 12, 31}}) == 2'191'455);
}

TEST_CASE("A range is cut into 12 to 60 periods where it can be", "[time]") {
  struct Case {
    Day first, last;
    PeriodUnit unit;
  };
  const Case cases[] = {
      {{2025, 1, 1}, {2025, 1, 1}, PeriodUnit::kDay},       {{2025, 1, 1}, {2025, 3, 1}, PeriodUnit::kDay},
      {{2025, 1, 1}, {2025, 3, 10}, PeriodUnit::kDay},      {{2025, 1, 1}, {2025, 4, 30}, PeriodUnit::kWeek},
      {{2025, 1, 1}, {2025, 12, 31}, PeriodUnit::kWeek},    {{2024, 1, 1}, {2025, 12, 31}, PeriodUnit::kMonth},
      {{2016, 1, 1}, {2025, 12, 31}, PeriodUnit::kQuarter}, {{1990, 1, 1}, {2025, 12, 31}, PeriodUnit::kYear},
      {{1600, 1, 1}, {2025, 12, 31}, PeriodUnit::kYear},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(format_day(c.first) << " to " << format_day(c.last)) {
      CHECK(static_cast<int>(fitting_unit(c.first, c.last)) == static_cast<int>(c.unit));
    }
  }
}

}  // namespace
}  // namespace broadtape
