#include "searcher/query/date_range.h"

#include <fmt/format.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

#include "common/error/error.h"
#include "common/time/period.h"
#include "searcher/query/date_grammar.h"
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

TEST_CASE("A date is read as people type it", "[query][date]") {
  struct Case {
    const char* text;  // several spellings of the same range, with bars between
    const char* range;
  };
  const Case cases[] = {
      // the clock is at Thursday 2025-01-30T14:05:00Z
      {"today|TODAY|now/d|this day", "2025-01-30T00:00:00Z .. 2025-01-30T23:59:59Z"},
      {"yesterday|last night|last-evening|1 day ago|a day ago|today-1d|now-1d/d|29 jan|last wednesday|wed",
       "2025-01-29T00:00:00Z .. 2025-01-29T23:59:59Z"},
      {"tomorrow|next friday|today+1d", "2025-01-31T00:00:00Z .. 2025-01-31T23:59:59Z"},
      {"monday|Mon|on monday|this monday|last monday|2025-W05-1", "2025-01-27T00:00:00Z .. 2025-01-27T23:59:59Z"},
      {"thursday|tonight|this morning|this-afternoon|30 jan|30th january|the 30th of January|Jan. 30th",
       "2025-01-30T00:00:00Z .. 2025-01-30T23:59:59Z"},
      {"last thursday", "2025-01-23T00:00:00Z .. 2025-01-23T23:59:59Z"},
      {"next thursday|next-thursday", "2025-02-06T00:00:00Z .. 2025-02-06T23:59:59Z"},
      {"last week|last-week|last_week|Last Week|2025-W04|2025W04|W04 2025|week 4 2025|week 4 of 2025|2025 week 4|"
       "week of 2025-01-22|2025-01-20..2025-01-26|2025-01-20 to 2025-01-26|20 - 26 jan 2025|20 \u2013 26 Jan 2025",
       "2025-01-20T00:00:00Z .. 2025-01-26T23:59:59Z"},
      {"this week|2025-W05|W05|w5|27 jan - 2 feb 2025", "2025-01-27T00:00:00Z .. 2025-02-02T23:59:59Z"},
      {"this month|jan 2025|January 2025|JAN 2025|2025 jan|jan-2025|Jan '25|january|01/2025|2025/01|202501|month of "
       "2025-01-30",
       "2025-01-01T00:00:00Z .. 2025-01-31T23:59:59Z"},
      {"last month|december|previous month|last december", "2024-12-01T00:00:00Z .. 2024-12-31T23:59:59Z"},
      {"last quarter|2024-Q4|Q4 2024|q4-2024|2024q4|4Q24|4Q 2024|Q4'24|Q4|fourth quarter 2024|4th quarter of 2024",
       "2024-10-01T00:00:00Z .. 2024-12-31T23:59:59Z"},
      {"this quarter|2025-Q1|Q1 2025|1Q25|Q1 25|first quarter 2025|the first quarter of 2025|jan to mar 2025|"
       "between jan and mar 2025|2025-01..2025-03|from 2025-01 through 2025-03|early 2025..mar 2025",
       "2025-01-01T00:00:00Z .. 2025-03-31T23:59:59Z"},
      {"H1 2025|2025-H1|1H25|1H 2025|first half of 2025|2025-Q1..2025-Q2|this half|h1",
       "2025-01-01T00:00:00Z .. 2025-06-30T23:59:59Z"},
      {"last year|2024|1 jan 2024..31 dec 2024|2024-01-01 to 2024-12-31",
       "2024-01-01T00:00:00Z .. 2024-12-31T23:59:59Z"},
      {"ytd|YTD|year to date|2025-01..now|mtd|qtd", "2025-01-01T00:00:00Z .. 2025-01-30T14:05:00Z"},
      {"wtd", "2025-01-27T00:00:00Z .. 2025-01-30T14:05:00Z"},
      {"24h|24 hours|1d|now-24h|now-1d|past day|last 24 hours|past 24h|now-24h..now|24 hours ago..now",
       "2025-01-29T14:05:00Z .. 2025-01-30T14:05:00Z"},
      {"90m|90 min|90 minutes|1h30m|1 hour and 30 minutes|last 90 minutes|-90m",
       "2025-01-30T12:35:00Z .. 2025-01-30T14:05:00Z"},
      {"7d|-7d|now-7d|past week|last 7 days|1w|the past 7 days|last seven days|7 days|now - 7d",
       "2025-01-23T14:05:00Z .. 2025-01-30T14:05:00Z"},
      {"5 days ago|five days ago|5-days-ago|25 jan", "2025-01-25T00:00:00Z .. 2025-01-25T23:59:59Z"},
      {"2 hours ago|two hours ago|2h ago|2h", "2025-01-30T12:05:00Z .. 2025-01-30T14:05:00Z"},
      {"3mo|last 3 months|past three months|1q|3 months|last-3-months", "2024-10-30T14:05:00Z .. 2025-01-30T14:05:00Z"},
      {"past 2 years|2y|2 yrs|last 24 months", "2023-01-30T14:05:00Z .. 2025-01-30T14:05:00Z"},
      {"1y6mo|1 year 6 months|18mo|18 months", "2023-07-30T14:05:00Z .. 2025-01-30T14:05:00Z"},
      {"ttm|past year|1y|last 12 months", "2024-01-30T14:05:00Z .. 2025-01-30T14:05:00Z"},
      {"now-1mo/mo", "2024-12-01T00:00:00Z .. 2024-12-31T23:59:59Z"},
      {"next 2 weeks", "2025-01-30T14:05:00Z .. 2025-02-13T14:05:00Z"},
      {"january 30 2025|January 30, 2025|jan 30, 2025|Jan. 30, 2025|30 jan 2025|30-JAN-2025|30 january 2025|30jan2025|"
       "30-jan-25|2025-jan-30|the 30th of january 2025|30th Jan 2025|Thu, 30 Jan 2025|Thursday 30 January "
       "2025|2025/01/30|"
       "2025/1/30|20250130|2025-1-30|2025.01.30|30.01.2025|30.1.2025|30/01/2025|1/30/2025|01-30-2025|1/30/25|2025-030|"
       "2025-W05-4|2025W054|Thu 2025-01-30|30 janvier 2025|Jan 30 '25",
       "2025-01-30T00:00:00Z .. 2025-01-30T23:59:59Z"},
      {"2025-1-5|5 jan 2025", "2025-01-05T00:00:00Z .. 2025-01-05T23:59:59Z"},
      {"2025-01-30T14:05Z|2025-01-30 14:05|20250130T1405Z|30 jan 2025 2:05pm|2025-01-30T09:05-05:00|"
       "2025-01-30 09:05 ET|today 14:05|today at 2:05 p.m.|Thu, 30 Jan 2025 14:05 GMT|2025-01-30 15:05 Europe/Zurich",
       "2025-01-30T14:05:00Z .. 2025-01-30T14:05:59Z"},
      {"2025-01-30T14|jan 30 2025 2pm|today 2pm", "2025-01-30T14:00:00Z .. 2025-01-30T14:59:59Z"},
      {"1738245900..1738245900|2025-01-30T14:05:00.250Z..now", "2025-01-30T14:05:00Z .. 2025-01-30T14:05:00Z"},
      {"1990s|the 1990s", "1990-01-01T00:00:00Z .. 1999-12-31T23:59:59Z"},
      {"mid 2024|mid-2024", "2024-05-01T00:00:00Z .. 2024-08-31T23:59:59Z"},
      {"early january 2025|early-jan-2025", "2025-01-01T00:00:00Z .. 2025-01-10T23:59:59Z"},
      {"2023-2024|2023/2024|2023..2024", "2023-01-01T00:00:00Z .. 2024-12-31T23:59:59Z"},
      {"Q3/2012|2012/Q3|3Q/12", "2012-07-01T00:00:00Z .. 2012-09-30T23:59:59Z"},
      {"end of 2012|end-of-2012|late 2012", "2012-09-01T00:00:00Z .. 2012-12-31T23:59:59Z"},
      {"start of 2012|the beginning of 2012|early 2012", "2012-01-01T00:00:00Z .. 2012-04-30T23:59:59Z"},
      {"until end of 2012", " .. 2012-12-31T23:59:59Z"},
      {"late feb 2024", "2024-02-21T00:00:00Z .. 2024-02-29T23:59:59Z"},
      {"2024..|>=2024|since 2024|from 2024|since-2024|>2023|after 2023|Since 2024|after-2023",
       "2024-01-01T00:00:00Z .. "},
      {"..2025-03|<=2025-03|until 2025-03|through march 2025|<2025-04|before 2025-04|up to 2025-03|before april 2025",
       " .. 2025-03-31T23:59:59Z"},
      {">2025-03|after 2025-03|after 31 march 2025|> 2025-03", "2025-04-01T00:00:00Z .. "},
      {">7d|newer than 7d", "2025-01-23T14:05:01Z .. "},
      {"<7d|older than 7d", " .. 2025-01-23T14:04:59Z"},
  };
  for (const Case& c : cases) {
    const std::string texts = c.text;
    for (std::size_t at = 0; at <= texts.size();) {
      const std::size_t end = std::min(texts.find('|', at), texts.size());
      const std::string text = texts.substr(at, end - at);
      at = end + 1;
      CAPTURE(text);
      const DateRangeResult result = parse_date_range(text, utc());
      CAPTURE(result.problem.message, result.problem.at);
      CHECK(result.range.has_value());
      if (result.range) CHECK(shown(*result.range) == c.range);
    }
  }
}

TEST_CASE("Since takes the beginning of a date, until its end, and both take ranges", "[query][date]") {
  struct Case {
    const char* text;
    const char* since;
    const char* until;
  };
  const Case cases[] = {
      {"2025-01", "2025-01-01T00:00:00Z .. ", " .. 2025-01-31T23:59:59Z"},
      {"last week", "2025-01-20T00:00:00Z .. ", " .. 2025-01-26T23:59:59Z"},
      {"7d", "2025-01-23T14:05:00Z .. ", " .. 2025-01-23T14:05:00Z"},
      {"last 3 months", "2024-10-30T14:05:00Z .. ", " .. 2025-01-30T14:05:00Z"},
      {">2025-03", "2025-04-01T00:00:00Z .. ", "2025-04-01T00:00:00Z .. "},
      {"..2025-03", " .. 2025-03-31T23:59:59Z", " .. 2025-03-31T23:59:59Z"},
      {"2024..2025", "2024-01-01T00:00:00Z .. 2025-12-31T23:59:59Z", "2024-01-01T00:00:00Z .. 2025-12-31T23:59:59Z"},
      {"", " .. ", " .. "},
  };
  for (const Case& c : cases) {
    CAPTURE(c.text);
    CHECK(shown(*parse_since(c.text, utc()).range) == c.since);
    CHECK(shown(*parse_until(c.text, utc()).range) == c.until);
  }
}

TEST_CASE("Fiscal years need the month in which they begin", "[query][date]") {
  struct Case {
    int month;
    const char* text;
    const char* range;
  };
  const Case cases[] = {
      {10, "FY2025", "2024-10-01T00:00:00Z .. 2025-09-30T23:59:59Z"},
      {10, "fy25", "2024-10-01T00:00:00Z .. 2025-09-30T23:59:59Z"},
      {10, "FY'25", "2024-10-01T00:00:00Z .. 2025-09-30T23:59:59Z"},
      {10, "fiscal year 2025", "2024-10-01T00:00:00Z .. 2025-09-30T23:59:59Z"},
      {10, "this fiscal year", "2024-10-01T00:00:00Z .. 2025-09-30T23:59:59Z"},
      {10, "FY25-Q1", "2024-10-01T00:00:00Z .. 2024-12-31T23:59:59Z"},
      {10, "Q2 FY2025", "2025-01-01T00:00:00Z .. 2025-03-31T23:59:59Z"},
      {10, "fiscal Q4 2025", "2025-07-01T00:00:00Z .. 2025-09-30T23:59:59Z"},
      {10, "last fiscal quarter", "2024-10-01T00:00:00Z .. 2024-12-31T23:59:59Z"},
      {2, "FY2025", "2024-02-01T00:00:00Z .. 2025-01-31T23:59:59Z"},
      {2, "FQ4 2025", "2024-11-01T00:00:00Z .. 2025-01-31T23:59:59Z"},
      {1, "FY2025", "2025-01-01T00:00:00Z .. 2025-12-31T23:59:59Z"},
      {10, "fytd", "2024-10-01T00:00:00Z .. 2025-01-30T14:05:00Z"},
  };
  for (const Case& c : cases) {
    QueryClock clock = utc();
    CAPTURE(c.text, c.month);
    CHECK(parse_date_range(c.text, clock).problem.message == "the month in which fiscal years begin is not known");
    clock.fiscal_year_start = c.month;
    const DateRangeResult result = parse_date_range(c.text, clock);
    REQUIRE(result.range);
    CHECK(shown(*result.range) == c.range);
  }
  for (const int month : {0, 10}) {
    QueryClock clock = utc();
    clock.fiscal_year_start = month;
    const DateRangeResult result = parse_date_range("last fiscal month", clock);
    CHECK(result.problem.message == "a fiscal period is a year, a half or a quarter");
    CHECK(result.problem.hint == "write last fiscal quarter, or last month");
  }
  CHECK(parse_month("October") == 10);
  CHECK(parse_month("oct") == 10);
  CHECK(parse_month("10") == 10);
  CHECK(parse_month("13") == std::nullopt);
  CHECK(parse_month("Q1") == std::nullopt);
}

TEST_CASE("A note says how a date was read that leaves something open", "[query][date]") {
  struct Case {
    const char* text;
    const char* note;
  };
  const Case cases[] = {
      {"january", "january is read as 2025-01"},
      {"may", "may is read as 2024-05"},
      {"Q1", "Q1 is read as 2025-Q1"},
      {"q2", "q2 is read as 2024-Q2"},
      {"W05", "W05 is read as 2025-W05"},
      {"31 jan", "31 jan is read as 2024-01-31"},
      {"29 feb", "29 feb is read as 2024-02-29"},
      {"6m", "6m is read as 6 minutes; 6mo is months"},
      {"90m", ""},
      {"6mo", ""},
      {"monday", ""},
      {"end of 2012", "end of 2012 is read as 2012-09-01..2012-12-31"},
      {"late 2012", ""},
      {"jan..mar 2025", ""},
  };
  for (const Case& c : cases) {
    CAPTURE(c.text);
    const DateRangeResult result = parse_date_range(c.text, utc());
    REQUIRE(result.range);
    CHECK(result.note == c.note);
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
      {"foo", "invalid date: \"foo\" is not understood", 0},
      {"2025-01 foo", "invalid date: \"foo\" is not understood", 8},
      {"monday?", "invalid date: \"?\" is not understood", 6},
      {"last", "\"last\" needs a unit of time", 4},
      {"week", "\"week\" could be this one, the last one or the time until now", 0},
      {"jan 25", "the number after the month could be a day or a year", 4},
      {"02/03/04", "the date could be read in three ways", 0},
      {"25-01-30", "the date could be read in two ways", 0},
      {"1/2", "the date has no year", 0},
      {"2012-2011", "the years are not in order", 5},
      {"31/02/2025", "the month 2025-02 has no day 31", 0},
      {"Fri, 30 Jan 2025", "2025-01-30 is a Thursday", 0},
      {"Q5 2025", "a year has 4 quarters", 0},
      {"2025-W53", "2025 has weeks 1 to 52, of days 1 to 7", 6},
      {"3M", "M could be minutes or months", 1},
      {"2025-366", "2025 has no day 366", 5},
      {"since foo", "invalid date: \"foo\" is not understood", 6},
      {"2025-01 to foo", "invalid date: \"foo\" is not understood", 11},
      {">", "invalid date", 1},
      {"..", "the date range has neither a beginning nor an end", 0},
      {"2025-02-31", "the month 2025-02 has no day 31", 8},
      {"2025-02-29", "the month 2025-02 has no day 29", 8},
      {"2025-13", "there is no month 13", 5},
      {"01/02/2025", "the date could be read in two ways", 0},
      {"0d", "this count is out of range", 0},
      {"999999999999d", "invalid date: \"999999999999d\" is not understood", 0},
      {"2025-03..2025-01", "the date range ends before it begins", 7},
      {"2025-01..2025-13", "there is no month 13", 14},
      {"1234", "the year must be in 1600 to 9998", 0},
      {"2025-01-30T25:00", "the time of day cannot be read", 10},
      {"2025-01-30T14:05:00X", "the time of day cannot be read", 10},
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

TEST_CASE("Each form of the table of dates is read, by a reader of its row", "[query][date]") {
  QueryClock clock = utc();
  clock.fiscal_year_start = 10;
  const auto examples_of = [](std::string_view list) {
    std::vector<std::string> examples;
    for (std::size_t at = list.find('`'); at != list.npos;) {
      const std::size_t end = list.find('`', at + 1);
      examples.emplace_back(list.substr(at + 1, end - at - 1));
      at = list.find('`', end + 1);
    }
    return examples;
  };
  for (const DateFormRow& row : kDateForms) {
    for (const std::string& example : examples_of(row.examples)) {
      CAPTURE(example);
      CHECK(read_date(example, clock).span.has_value());
      const bool is_own = std::any_of(std::begin(row.readers), std::end(row.readers), [&](const auto& read) {
        if (read == nullptr) return false;
        DateCursor cursor(example, clock);
        return read(cursor).span.has_value() && cursor.at_end();
      });
      const bool has_weekday = example.starts_with("Thu,");
      CHECK((is_own || has_weekday || row.readers[0] == nullptr));
    }
  }
  for (const DateRangeRow& row : kDateRangeForms) {
    for (const std::string& example : examples_of(row.examples)) {
      CAPTURE(example);
      CHECK(parse_date_range(example, clock).range.has_value());
    }
  }
}

TEST_CASE("The documentation has the tables of dates", "[query][date][docs]") {
  std::ifstream file(std::string(BROADTAPE_ROOT) + "/docs/query-language.md");
  const std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  std::string rows;
  for (const DateFormRow& row : kDateForms) rows += fmt::format("| {} | {} |\n", row.examples, row.meaning);
  CHECK(text.find(rows) != text.npos);
  std::string ranges;
  for (const DateRangeRow& row : kDateRangeForms) ranges += fmt::format("| {} | {} |\n", row.examples, row.meaning);
  CHECK(text.find(ranges) != text.npos);
  std::string units;
  for (const DateUnit& unit : kDateUnits) {
    std::string spellings;
    for (const char c : std::string(unit.spellings)) spellings += c == ' ' ? "`, `" : std::string(1, c);
    units += fmt::format("| {} | `{}` |\n", unit.name, spellings);
  }
  CHECK(text.find(units) != text.npos);
}

TEST_CASE("A printed period is read as the same days, and periods touch, in any zone", "[query][date][property]") {
  // The last two skip or repeat midnight when clocks change.
  const char* const zones[] = {"UTC",          "America/New_York",  "Asia/Tokyo",     "Europe/Zurich",
                               "Pacific/Apia", "America/Sao_Paulo", "Atlantic/Azores"};
  std::mt19937_64 random(20250130);
  for (const char* zone : zones) {
    const QueryClock clock = in(zone);
    for (const PeriodUnitRow& row : kPeriodUnits) {
      for (int round = 0; round < 200; ++round) {
        const Day day = day_of_number(static_cast<std::int64_t>(random() % 120'000) - 60'000);
        const Period period = period_of(day, row.unit);
        const std::string name = period_name(period, row.unit);
        CAPTURE(zone, name);
        const DateRangeResult read = parse_date_range(name, clock);
        REQUIRE(read.range);
        CHECK(*read.range->first_day == period.first);
        CHECK(*read.range->last_day == period.last);
        CHECK(*read.range->since_s <= *read.range->until_s);
        CHECK_FALSE(depends_on_clock(name));
        const Period next = period_of(next_day(period.last), row.unit);
        const DateRangeResult after = parse_date_range(period_name(next, row.unit), clock);
        CHECK(*after.range->since_s == *read.range->until_s + 1);
        CHECK(*parse_date_range(">" + name, clock).range->since_s == *after.range->since_s);
        CHECK(*parse_date_range("before " + period_name(next, row.unit), clock).range->until_s == *read.range->until_s);
      }
    }
  }
}

TEST_CASE("Any mixture of the parts of dates is read or rejected, and a range does not end before it begins",
          "[query][date][property]") {
  const char* const pieces[] = {
      "2025",  "01",      "30",     "1",     "jan", "january", "q1",  "w05",   "h1",     "last", "this", "next", "week",
      "month", "quarter", "d",      "m",     "mo",  "ago",     "now", "today", "..",     "-",    "/",    ".",    " ",
      " ",     ",",       "T",      "14:05", "pm",  "Z",       "+",   "since", "until",  ">",    "<",    "to",   "mid",
      "of",    "fy",      "monday", "7",     "'",   "24",      "h",   "ytd",   "\u2013", "\xff"};
  QueryClock clock = in("America/New_York");
  clock.fiscal_year_start = 4;
  std::mt19937_64 random(7);
  int read = 0;
  for (int round = 0; round < 20'000; ++round) {
    std::string text;
    for (std::uint64_t i = random() % 6 + 1; i > 0; --i) text += pieces[random() % std::size(pieces)];
    CAPTURE(text);
    const DateRangeResult result = parse_date_range(text, clock);
    if (!result.range) {
      CHECK(!result.problem.message.empty());
      CHECK(!result.problem.hint.empty());
      CHECK(result.problem.at <= text.size());
      continue;
    }
    ++read;
    if (result.range->since_s && result.range->until_s) {
      CHECK(*result.range->since_s <= *result.range->until_s);
      CHECK(*result.range->first_day <= *result.range->last_day);
    }
    CHECK(result.range->since_s.has_value() == result.range->first_day.has_value());
    CHECK(result.range->until_s.has_value() == result.range->last_day.has_value());
  }
  CHECK(read > 500);
}

TEST_CASE("Whether a date depends on the clock", "[query][date]") {
  for (const char* text : {"7d", "now", "today", "last week", "january", "Q1", "monday", "ytd", "2025..now", "since 7d",
                           "5 days ago", "this fiscal year", "30 jan", ">24h"})
    CHECK(depends_on_clock(text));
  for (const char* text : {"2025", "2025-Q1", "Q1 2025", "jan 2025", "2025-01..2025-03", "since 2024", "FY2025", "foo",
                           "", "1738245900..2025-02"})
    CHECK_FALSE(depends_on_clock(text));
}

TEST_CASE("Now is fixed at an instant or at the end of a day", "[query][date]") {
  CHECK(format_rfc3339(parse_now("2025-02-01T00:00:00Z", {})) == "2025-02-01T00:00:00Z");
  CHECK(format_rfc3339(parse_now("2025-02-01", {})) == "2025-02-01T23:59:59Z");
  CHECK_THROWS_MATCHES(parse_now("7d", {}), Error, HasKind(ErrorKind::kUsage));
}

}  // namespace
}  // namespace broadtape
