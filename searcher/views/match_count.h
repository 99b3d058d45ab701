// The exact number of articles, and of stories, that a query matches.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "common/archive/archive.h"
#include "common/text/analyser.h"
#include "searcher/search/query_request.h"
#include "searcher/search/query_summary.h"
#include "searcher/search/search_request.h"

namespace broadtape {

struct CountRequest {
  std::vector<QueryRequest> queries;
  Collapse collapse = Collapse::kNone;
  bool count_stories = false;  // set MatchCount::stories; always set if `collapse` is not kNone
};

struct MatchCount {
  QuerySummary query;
  std::uint64_t total = 0;  // articles
  std::optional<std::uint64_t> stories;
  std::uint64_t results = 0;  // the length of the list that a search with the same `collapse` has
};

struct MatchCounts {
  Collapse collapse = Collapse::kNone;
  std::vector<MatchCount> counts;  // one per query
  std::int64_t took_us = 0;
};

// Throws Error(kQuery) as PreparedQuery does, Error(kCorrupt), Error(kNetwork).
MatchCounts count_matches(const Archive& archive, Analyser& analyser, const CountRequest& request);

}  // namespace broadtape
