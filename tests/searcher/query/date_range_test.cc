#include "searcher/query/date_range.h"

#include <catch2/catch.hpp>
#include <string>

#include "common/error/error.h"
#include "searcher/query/date_cover.h"
#include "tests/support/error_matcher.h"

namespace broadtape {
namespace {

constexpr std::int64_t kDateRangeNow = 1'738'245'900;  // 2025-01-30T14:05:00Z

QueryClock utc() {
  return {kDateRangeNow, {}};
}
QueryClock in(const char* zone) {
  return {kDateRangeNow, TimeZone::named(zone)};
}

std::string shown(const DateRange& range) {
  return (range.since_s ? format_rfc3339(*range.since_s) : "") + " .. " +
         (range.until_s ? format_rfc3339(*range.until_s) : "");
}

TEST_CASE("A date range widens partial dates and includes its end", "[query][date]") {
  struct Case {
    const char* text;
    const char* range;
  };
  const Case cases[] = {
      {"2025", "2025-01-01T00:00:00Z .. 2025-12-31T23:59:59Z"},
      {"2025-01", "2025-01-01T00:00:00Z .. 2025-01-31T23:59:59Z"},
      {"2024-02", "2024-02-01T00:00:00Z .. 2024-02-29T23:59:59Z"},
      {"2025-01-30", "2025-01-30T00:00:00Z .. 2025-01-30T23:59:59Z"},
      {"2025-01-30T14:05", "2025-01-30T14:05:00Z .. 2025-01-30T14:05:59Z"},
      {"2025-01-30T14:05:07Z", "2025-01-30T14:05:07Z .. 2025-01-30T14:05:07Z"},
      {"2025-01-30 14:05", "2025-01-30T14:05:00Z .. 2025-01-30T14:05:59Z"},
      {"2025-01-30T14:05+01:00", "2025-01-30T13:05:00Z .. 2025-01-30T13:05:59Z"},
      {"2025-01-30T14:05-0500", "2025-01-30T19:05:00Z .. 2025-01-30T19:05:59Z"},
      {"2025-01..2025-03", "2025-01-01T00:00:00Z .. 2025-03-31T23:59:59Z"},
      {"2024..2025-01-15", "2024-01-01T00:00:00Z .. 2025-01-15T23:59:59Z"},
      {"7d", "2025-01-23T14:05:00Z .. 2025-01-30T14:05:00Z"},
      {"3w", "2025-01-09T14:05:00Z .. 2025-01-30T14:05:00Z"},
      {"6mo", "2024-07-30T14:05:00Z .. 2025-01-30T14:05:00Z"},
      {"11mo", "2024-02-29T14:05:00Z .. 2025-01-30T14:05:00Z"},
      {"1y", "2024-01-30T14:05:00Z .. 2025-01-30T14:05:00Z"},
      {"30d..7d", "2024-12-31T14:05:00Z .. 2025-01-23T14:05:00Z"},
      {"2025-01..now", "2025-01-01T00:00:00Z .. 2025-01-30T14:05:00Z"},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.text) {
      const DateRangeResult result = parse_date_range(c.text, utc());
      REQUIRE(result.range);
      CHECK(shown(*result.range) == c.range);
    }
  }
}

TEST_CASE("A date that is none is refused with the place", "[query][date]") {
  struct Case {
    const char* text;
    const char* message;
    std::size_t at;
  };
  const Case cases[] = {
      {"", "this is no date", 0},
      {"yesterday", "this is no date", 0},
      {"2025-02-31", "the month 2025-02 has no day 31", 8},
      {"2025-02-29", "the month 2025-02 has no day 29", 8},
      {"2025-13", "there is no month 13", 5},
      {"2025-1-5", "the month takes two digits", 5},
      {"2025-01-5", "the day takes two digits", 8},
      {"01/02/2025", "a date with slashes could be read in two ways", 2},
      {"2025/01/30", "a date with slashes could be read in two ways", 4},
      {"7m", "m could be minutes or months", 1},
      {"0d", "this count is out of range", 0},
      {"999999999999d", "this is no date", 0},
      {"2025-01..", "the date range has no end", 9},
      {"..2025-01", "the date range has no beginning", 0},
      {"2025-03..2025-01", "the date range ends before it begins", 7},
      {"2025-01..2025-13", "there is no month 13", 14},
      {"1234", "the year must be in 1600 to 9998", 0},
      {"2025-01-30T25:00", "the time of day cannot be read", 16},
      {"2025-01-30T14:05:00X", "the time of day cannot be read", 19},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.text) {
      const DateRangeResult result = parse_date_range(c.text, utc());
      REQUIRE_FALSE(result.range);
      CHECK(result.problem.message == c.message);
      CHECK(result.problem.at == c.at);
    }
  }
}

TEST_CASE("A day begins at midnight of the query's zone", "[query][date]") {
  struct Case {
    const char* zone;
    const char* text;
    const char* range;
  };
  const Case cases[] = {
      {"America/New_York", "2025-01-30", "2025-01-30T05:00:00Z .. 2025-01-31T04:59:59Z"},
      {"Asia/Tokyo", "2025-01-30", "2025-01-29T15:00:00Z .. 2025-01-30T14:59:59Z"},
      {"Europe/Zurich", "2025-03-30", "2025-03-29T23:00:00Z .. 2025-03-30T21:59:59Z"},
      {"America/New_York", "2025-11-02", "2025-11-02T04:00:00Z .. 2025-11-03T04:59:59Z"},
      {"America/New_York", "2025-01-30T09:30", "2025-01-30T14:30:00Z .. 2025-01-30T14:30:59Z"},
      {"America/New_York", "2025-01-30T09:30Z", "2025-01-30T09:30:00Z .. 2025-01-30T09:30:59Z"},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.zone << " " << c.text) {
      CHECK(shown(*parse_date_range(c.text, in(c.zone)).range) == c.range);
    }
  }
  CHECK_THROWS_MATCHES(TimeZone::named("Mars/Olympus"), Error, HasKind(ErrorKind::kUsage));
}

TEST_CASE("Now is fixed at an instant or at the end of a day", "[query][date]") {
  CHECK(format_rfc3339(parse_now("2025-02-01T00:00:00Z", {})) == "2025-02-01T00:00:00Z");
  CHECK(format_rfc3339(parse_now("2025-02-01", {})) == "2025-02-01T23:59:59Z");
  CHECK_THROWS_MATCHES(parse_now("7d", {}), Error, HasKind(ErrorKind::kUsage));
}

std::string covered(const char* text, const QueryClock& clock, int first_year = 1987, int last_year = 2026) {
  const DateCover cover = cover_dates(*parse_date_range(text, clock).range, first_year, last_year);
  std::string shown;
  for (const std::string& term : cover.terms) shown += (shown.empty() ? "" : " ") + term;
  for (const MonthWithoutDays& month : cover.months_without_days) {
    shown += (shown.empty() ? "" : " ") + month.month_term + "-(";
    for (const std::string& term : month.day_terms) shown += (shown.ends_with("(") ? "" : " ") + term;
    shown += ")";
  }
  for (const PartialDay& part : cover.partial_days) {
    shown += (shown.empty() ? "" : " ") + part.day_term + "[" + format_rfc3339(part.first_s).substr(11, 8) + "," +
             format_rfc3339(part.last_s).substr(11, 8) + "]";
  }
  return shown;
}

TEST_CASE("A range is covered by the fewest years, months and days", "[query][date]") {
  struct Case {
    const char* text;
    const char* cover;
  };
  const Case cases[] = {
      {"2025", "Y2025"},
      {"2025-01", "M202501"},
      {"2025-01-30", "D20250130"},
      {"2024-12..2026-02", "M202412 Y2025 M202601 M202602"},
      {"2025-01-30..2025-02", "D20250130 D20250131 M202502"},
      {"2025-01-04..2025-02-03", "D20250201 D20250202 D20250203 M202501-(D20250101 D20250102 D20250103)"},
      {"2025-01-02..2025-01-30", "M202501-(D20250101 D20250131)"},
      {"2024-02-28..2024-03-01", "D20240228 D20240229 D20240301"},
      {"1600..9998", "Y2020 Y2021"},
      {"1999", ""},
      {"2021-12-31..2030", "D20211231"},
      {"2020-05-05T10:00..2020-05-05T12:00", "D20200505[10:00:00,12:00:59]"},
      {"2020-05-05T10:00..2020-05-07", "D20200506 D20200507 D20200505[10:00:00,23:59:59]"},
      {"2020-05-05..2020-05-06T09:30", "D20200505 D20200506[00:00:00,09:30:59]"},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.text) {
      const bool recent = std::string(c.cover).find("Y2020") == 0 || std::string(c.cover).empty() ||
                          std::string(c.cover) == "D20211231";
      CHECK(covered(c.text, utc(), recent ? 2020 : 1987, recent ? 2021 : 2026) == c.cover);
    }
  }
}

TEST_CASE("Articles known by their day alone count by that day in any zone", "[query][date]") {
  CHECK(covered("2025-01-30", in("America/New_York")) ==
        "D20250130[00:00:00,00:00:00] D20250130[05:00:00,23:59:59] D20250131[00:00:01,04:59:59]");
  CHECK(covered("2025-01-30", in("Asia/Tokyo")) == "D20250129[15:00:00,23:59:59] D20250130[00:00:00,14:59:59]");
}

}  // namespace
}  // namespace broadtape
