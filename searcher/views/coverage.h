// What an archive holds and where it has holes: by source, and by month or year.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "common/archive/archive.h"
#include "common/text/analyser.h"
#include "common/time/period.h"
#include "searcher/search/query_request.h"
#include "searcher/search/query_summary.h"

namespace broadtape {

struct CoverageRequest {
  QueryRequest query;                    // its filters alone count: since, until, sources
  PeriodUnit unit = PeriodUnit::kMonth;  // of the periods: month or year
};

// Days from Monday to Friday in a row without any article; both inside.
struct CoverageGap {
  std::uint64_t weekdays = 0;
  Day first;
  Day last;
};

struct SourceCoverage {
  std::string name;  // empty: articles without a source
  std::uint64_t articles = 0;
  std::uint64_t undated = 0;
  std::optional<Period> days;  // from the first to the last dated article
  std::uint64_t days_with_articles = 0;
  std::optional<CoverageGap> longest_gap;  // between the first and the last
  std::vector<std::uint64_t> counts;       // beside Coverage::periods
};

enum class Hole : std::uint8_t {
  kNone,
  kEmpty,  // no article at all
  kThin,   // far fewer articles for each of its weekdays than its neighbours have
};

struct PeriodCoverage {
  std::string name;
  Period days;  // inside the archive's first and last day and the dates asked for
  std::uint64_t articles = 0;
  std::uint64_t sources = 0;           // that have articles in it
  std::uint64_t days_without = 0;      // any article
  std::uint64_t weekdays_without = 0;  // of these, Monday to Friday
  Hole hole = Hole::kNone;
};

struct Coverage {
  QuerySummary query;
  std::string zone;
  PeriodUnit unit = PeriodUnit::kMonth;
  std::uint64_t total = 0;  // articles, undated ones too
  std::uint64_t undated = 0;
  std::optional<Period> days;
  std::vector<SourceCoverage> sources;  // most articles first
  std::vector<PeriodCoverage> periods;  // from the first to the last, empty ones too
  std::int64_t took_us = 0;
};

// A period is thin when it has less than half the articles for each weekday that is usual around it, and lies more than
// kOutlierSpreads below that (outliers.h).
inline constexpr double kThinShare = 0.5;

inline constexpr std::size_t kMostSourceCounts = 20'000'000;  // of all sources' periods together

// One search for each source. Throws Error(kUsage) for more than kMostPeriods (timeline.h) or kMostSourceCounts,
// Error(kQuery) for dates that cannot be understood, Error(kCorrupt),
// Error(kNetwork).
Coverage make_coverage(const Archive& archive, Analyser& analyser, const CoverageRequest& request);

}  // namespace broadtape
