// Covers a date range with as few index terms as possible: whole years, months and days, plus a range of seconds within
// the first and last day where the range does not start or end at midnight UTC.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "searcher/query/date_range.h"

namespace broadtape {

// Part of one UTC day, both ends inclusive.
struct PartialDay {
  std::string day_term;
  std::int64_t first_s = 0;
  std::int64_t last_s = 0;

  friend bool operator==(const PartialDay&, const PartialDay&) = default;
};

// A month minus some of its days, where that takes fewer terms than the remaining days.
struct MonthWithoutDays {
  std::string month_term;
  std::vector<std::string> day_terms;
};

struct DateCover {
  std::vector<std::string> terms;  // with prefix: "Y2024", "M202501", "D20250201"
  std::vector<MonthWithoutDays> months_without_days;
  std::vector<PartialDay> partial_days;
};

// Covers only the years `first_year` to `last_year`, the years in the archive, so that an open range stays short.
DateCover cover_dates(const DateRange& range, int first_year, int last_year);

}  // namespace broadtape
