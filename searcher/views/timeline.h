// How many articles of each query were published in each period, as counts and as shares of the archive's articles of
// the period; periods with unusually many articles, and the reasons.
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
inline constexpr std::size_t kMostPeriods = 100'000;  // per timeline

struct TimelineRequest {
  std::vector<QueryRequest> queries;  // at least one; the first one's clock sets day boundaries
  std::optional<PeriodUnit> unit;     // nullopt: chosen from the range
  std::size_t peaks = kDefaultPeaks;  // per query, maximum; 0 for no peaks
  std::size_t words = 6;              // per peak, maximum
  std::size_t companies = 4;
};

struct TimelinePeriod {
  std::string name;  // "2025-01-30", "2025-W05"
  Period days;
  std::uint64_t total = 0;  // articles in the archive within the dates that all queries have in common
};

// One or more adjacent periods with far more articles than their neighbourhood, as defined by find_peaks().
struct TimelinePeak {
  std::size_t first = 0;  // indices of Timeline::periods, both inclusive
  std::size_t last = 0;
  std::size_t top = 0;
  std::uint64_t count = 0;  // from first to last
  double usual = 0;         // the median of the neighbourhood, in articles per period
  DayCount top_day;         // the day with the most articles in the top period; the first of equals
  PeakReasons reasons;      // of the top period
};

struct TimelineSeries {
  QuerySummary query;
  std::uint64_t total = 0;             // the sum of counts
  std::uint64_t undated_left_out = 0;  // undated articles that match the query regardless of its date conditions
  std::vector<std::uint64_t> counts;   // parallel to Timeline::periods
  std::vector<TimelinePeak> peaks;
};

struct Timeline {
  PeriodUnit unit = PeriodUnit::kDay;
  std::string zone;                     // of day boundaries: "UTC"
  std::vector<TimelinePeriod> periods;  // from the first to the last, including empty ones
  std::vector<TimelineSeries> series;   // one per query
  std::int64_t took_us = 0;
};

// In percent; nullopt if `total` is 0.
std::optional<double> share_of(std::uint64_t count, std::uint64_t total);

// Throws Error(kQuery) as PreparedQuery does, Error(kUsage) for more than kMostPeriods, Error(kCorrupt),
// Error(kNetwork).
Timeline make_timeline(const Archive& archive, Analyser& analyser, const TimelineRequest& request);

}  // namespace broadtape
