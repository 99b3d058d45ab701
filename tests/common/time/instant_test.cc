#include "common/time/instant.h"

#include <catch2/catch.hpp>
#include <limits>

#include "common/error/error.h"

namespace broadtape {
namespace {

TEST_CASE("a day is valid when the Gregorian calendar has it", "[time][instant]") {
  struct Case {
    Day day;
    bool valid;
  };
  const Case cases[] = {
      {{2024, 2, 29}, true},  {{2025, 2, 29}, false}, {{2000, 2, 29}, true},  {{1900, 2, 29}, false},
      {{2025, 4, 31}, false}, {{2025, 12, 31}, true}, {{2025, 13, 1}, false}, {{2025, 0, 1}, false},
      {{2025, 1, 0}, false},  {{0, 1, 1}, true},      {{9999, 12, 31}, true}, {{10000, 1, 1}, false},
  };
  for (const Case& c : cases) {
    CAPTURE(format_day(c.day));
    CHECK(is_valid(c.day) == c.valid);
  }
}

TEST_CASE("days and instants convert both ways", "[time][instant]") {
  struct Case {
    Day day;
    std::int64_t midnight;
    int weekday;
  };
  const Case cases[] = {
      {{1970, 1, 1}, 0, 4},
      {{1969, 12, 31}, -86'400, 3},
      {{1987, 2, 26}, 541'296'000, 4},
      {{2000, 2, 29}, 951'782'400, 2},
      {{2025, 1, 30}, 1'738'195'200, 4},
      {{9999, 12, 31}, 253'402'214'400, 5},
  };
  for (const Case& c : cases) {
    CAPTURE(format_day(c.day));
    CHECK(midnight_utc(c.day) == c.midnight);
    CHECK(day_of(c.midnight) == c.day);
    CHECK(day_of(c.midnight + kSecondsPerDay - 1) == c.day);
    CHECK(weekday_of(c.day) == c.weekday);
  }
}

TEST_CASE("day_of stays within the years 0 to 9999", "[time][instant]") {
  CHECK(day_of(std::numeric_limits<std::int64_t>::min()) == Day{0, 1, 1});
  CHECK(day_of(std::numeric_limits<std::int64_t>::max()) == Day{9999, 12, 31});
}

TEST_CASE("instants are written in RFC 3339 and days compactly", "[time][instant]") {
  CHECK(format_rfc3339(1'738'245'900) == "2025-01-30T14:05:00Z");
  CHECK(format_rfc3339(-1) == "1969-12-31T23:59:59Z");
  CHECK(format_day({800, 1, 2}) == "0800-01-02");
  CHECK(format_compact_day({2025, 1, 30}) == "20250130");
  CHECK(format_instant({1'738'195'200, Precision::kDay}) == "2025-01-30");
  CHECK(format_instant({1'738'195'200, Precision::kSecond}) == "2025-01-30T00:00:00Z");
}

TEST_CASE("parse_instant undoes format_instant", "[time][instant]") {
  const Instant cases[] = {
      {0, Precision::kDay}, {0, Precision::kSecond}, {-1, Precision::kSecond}, {1'738'245'901, Precision::kSecond}};
  for (const Instant& instant : cases) CHECK(parse_instant(format_instant(instant)) == instant);
}

TEST_CASE("parse_instant takes nothing but the stored form", "[time][instant]") {
  const char* cases[] = {"",           "2025-01-30T14:05:00",  "2025-01-30 14:05:00Z", "2025-02-29",
                         "2025-1-30",  "2025-01-30T24:00:00Z", "2025-01-30T14:60:00Z", "2025-01-30T14:05:60Z",
                         "2025-01-3a", "2025-01-30T14:05:00z", " 2025-01-30"};
  for (const char* text : cases) {
    CAPTURE(text);
    CHECK_THROWS_AS(parse_instant(text), Error);
  }
}

}  // namespace
}  // namespace broadtape
