// How many articles of each query were published in each period, as counts and as a share of all that the archive holds
// of the period; where coverage jumped, and why.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "common/archive/archive.h"
#include "common/text/analyser.h"
#include "common/time/period.h"
#include "searcher/search/day_counts.h"
#include "searcher/search/query_request.h"
#include "searcher/search/query_summary.h"
#include "searcher/views/peak_reasons.h"

namespace broadtape {

inline constexpr std::size_t kDefaultPeaks = 5;
inline constexpr std::size_t kMostPeriods = 100'000;  // of one timeline

struct TimelineRequest {
  std::vector<QueryRequest> queries;  // one at least; days begin where the first one's clock says
  std::optional<PeriodUnit> unit;     // none: by the range
  std::size_t peaks = kDefaultPeaks;  // of each query, at most; 0: none
  std::size_t words = 6;              // of each peak, at most
  std::size_t tickers = 4;
};

struct TimelinePeriod {
  std::string name;  // "2025-01-30", "2025-W05"
  Period days;
  std::uint64_t total = 0;  // articles that the archive has of it, inside the dates that hold for all the queries
};

// One or several periods in a row with far more articles than their neighbourhood; find_peaks() has the rule.
struct TimelinePeak {
  std::size_t first = 0;  // places in Timeline::periods, both inside
  std::size_t last = 0;
  std::size_t top = 0;
  std::uint64_t count = 0;  // of first to last
  double usual = 0;         // articles in a period of the neighbourhood, by the median
  DayCount top_day;         // the day of the top period with the most articles, the first of equals
  PeakReasons reasons;      // of the top
};

struct TimelineSeries {
  QuerySummary query;
  std::uint64_t total = 0;             // the sum of counts
  std::uint64_t undated_left_out = 0;  // articles that the query would find, or finds, but that have no date
  std::vector<std::uint64_t> counts;   // beside Timeline::periods
  std::vector<TimelinePeak> peaks;
};

struct Timeline {
  PeriodUnit unit = PeriodUnit::kDay;
  std::string zone;                     // where days begin: "UTC"
  std::vector<TimelinePeriod> periods;  // from the first to the last, empty ones too
  std::vector<TimelineSeries> series;   // one for each query
  std::int64_t took_us = 0;
};

// In percent; none when the archive has nothing of the period.
std::optional<double> share_of(std::uint64_t count, std::uint64_t total);

// Throws Error(kQuery) for what PreparedQuery refuses, Error(kUsage) for more than kMostPeriods, Error(kCorrupt),
// Error(kNetwork).
Timeline make_timeline(const Archive& archive, Analyser& analyser, const TimelineRequest& request);

}  // namespace broadtape
