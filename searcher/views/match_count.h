// The exact number of articles that a query matches.
#pragma once

#include <cstdint>
#include <vector>

#include "common/archive/archive.h"
#include "common/text/analyser.h"
#include "searcher/search/query_request.h"
#include "searcher/search/query_summary.h"

namespace broadtape {

struct MatchCount {
  QuerySummary query;
  std::uint64_t total = 0;
};

struct MatchCounts {
  std::vector<MatchCount> counts;  // one per query
  std::int64_t took_us = 0;
};

// Throws Error(kQuery) as PreparedQuery does, Error(kCorrupt), Error(kNetwork).
MatchCounts count_matches(const Archive& archive, Analyser& analyser, const std::vector<QueryRequest>& queries);

}  // namespace broadtape
