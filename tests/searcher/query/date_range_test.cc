#include "searcher/query/date_range.h"

#include <catch2/catch.hpp>
#include <string>

#include "common/error/error.h"
#include "tests/searcher/query/parsed.h"
#include "tests/support/error_matcher.h"

namespace broadtape {
namespace {

QueryClock utc() {
  return {kParsedAt, {}};
}
QueryClock in(const char* zone) {
  return {kParsedAt, TimeZone::named(zone)};
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

TEST_CASE("An invalid date is rejected with its position", "[query][date]") {
  struct Case {
    const char* text;
    const char* message;
    std::size_t at;
  };
  const Case cases[] = {
      {"", "invalid date", 0},
      {"yesterday", "invalid date", 0},
      {"2025-02-31", "the month 2025-02 has no day 31", 8},
      {"2025-02-29", "the month 2025-02 has no day 29", 8},
      {"2025-13", "there is no month 13", 5},
      {"2025-1-5", "the month takes two digits", 5},
      {"2025-01-5", "the day takes two digits", 8},
      {"01/02/2025", "a date with slashes could be read in two ways", 2},
      {"2025/01/30", "a date with slashes could be read in two ways", 4},
      {"7m", "m could be minutes or months", 1},
      {"0d", "this count is out of range", 0},
      {"999999999999d", "invalid date", 0},
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

}  // namespace
}  // namespace broadtape
