#include "searcher/plan/date_cover.h"

#include <catch2/catch.hpp>
#include <string>

namespace broadtape {
namespace {

constexpr std::int64_t kDateCoverNow = 1'738'245'900;  // 2025-01-30T14:05:00Z

QueryClock utc() {
  return {kDateCoverNow, {}};
}
QueryClock in(const char* zone) {
  return {kDateCoverNow, TimeZone::named(zone)};
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

TEST_CASE("A range is covered by the fewest years, months and days", "[plan][date]") {
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
      {"2020-05-05T10:00..2020-05-05T12:00", "D20200505[00:00:00,00:00:00] D20200505[10:00:00,12:00:59]"},
      {"2020-05-05T10:00..2020-05-07", "D20200506 D20200507 D20200505[00:00:00,00:00:00] D20200505[10:00:00,23:59:59]"},
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

TEST_CASE("Articles known by their day alone count by that day in any zone", "[plan][date]") {
  CHECK(covered("2025-01-30", in("America/New_York")) ==
        "D20250130[00:00:00,00:00:00] D20250130[05:00:00,23:59:59] D20250131[00:00:01,04:59:59]");
  CHECK(covered("2025-01-30", in("Asia/Tokyo")) == "D20250129[15:00:00,23:59:59] D20250130[00:00:00,14:59:59]");
}

}  // namespace
}  // namespace broadtape
