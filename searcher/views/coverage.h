// What an archive contains and where it has gaps: by source, and by month or year.
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
  QueryRequest query;                    // only its filters are used: since, until, sources
  PeriodUnit unit = PeriodUnit::kMonth;  // of the periods: month or year
};

// Consecutive days from Monday to Friday without any article, both ends inclusive.
struct CoverageGap {
  std::uint64_t weekdays = 0;
  Day first;
  Day last;
};

struct SourceCoverage {
  std::string name;  // empty for articles without a source
  std::uint64_t articles = 0;
  std::uint64_t undated = 0;
  std::optional<Period> days;  // from the first to the last dated article
  std::uint64_t days_with_articles = 0;
  std::optional<CoverageGap> longest_gap;  // between the first and the last dated article
  std::vector<std::uint64_t> counts;       // parallel to Coverage::periods
};

enum class Hole : std::uint8_t {
  kNone,
  kEmpty,  // no articles
  kThin,   // far fewer articles per weekday than its neighbours
};

struct PeriodCoverage {
  std::string name;
  Period days;  // clipped to the archive's first and last day and to the requested dates
  std::uint64_t articles = 0;
  std::uint64_t sources = 0;           // that have articles in it
  std::uint64_t days_without = 0;      // without any article
  std::uint64_t weekdays_without = 0;  // the part of days_without from Monday to Friday
  Hole hole = Hole::kNone;
};

struct Coverage {
  QuerySummary query;
  std::string zone;
  PeriodUnit unit = PeriodUnit::kMonth;
  std::uint64_t total = 0;  // articles, including undated ones
  std::uint64_t undated = 0;
  // Articles first seen more than kLateDays (visible_versions.h) after the end of the month of their publication, UTC.
  // If they are at least kLateShare of the dated articles, the query has the warning kLateLoad.
  std::uint64_t late = 0;
  std::optional<Period> days;
  std::vector<SourceCoverage> sources;  // most articles first
  std::vector<PeriodCoverage> periods;  // from the first to the last, including empty ones
  std::int64_t took_us = 0;
};

// A period is thin if it has fewer than half of the articles per weekday usual around it, and lies more than
// kOutlierSpreads below that (outliers.h).
inline constexpr double kThinShare = 0.5;

inline constexpr std::size_t kMostSourceCounts = 20'000'000;  // sources times periods

// Runs one search per source. Throws Error(kUsage) for more than kMostPeriods (timeline.h) or kMostSourceCounts,
// Error(kQuery) for invalid dates, Error(kCorrupt), Error(kNetwork).
Coverage make_coverage(const Archive& archive, Analyser& analyser, const CoverageRequest& request);

}  // namespace broadtape
