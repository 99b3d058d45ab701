#include "searcher/views/match_count.h"

#include <chrono>

#include "searcher/search/prepared_query.h"
#include "searcher/search/search_errors.h"
#include "searcher/search/tally.h"

namespace broadtape {

MatchCounts count_matches(const Archive& archive, Analyser& analyser, const std::vector<QueryRequest>& queries) {
  using Clock = std::chrono::steady_clock;
  const auto begin = Clock::now();
  MatchCounts result;
  searching(archive, [&] {
    for (const QueryRequest& request : queries) {
      PreparedQuery prepared(archive, analyser, request);
      MatchCount count;
      count.total = tally(archive.database(), prepared.query());
      prepared.settle(request.match);
      count.query = prepared.take_summary();
      result.counts.push_back(std::move(count));
    }
  });
  result.took_us = std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - begin).count();
  return result;
}

}  // namespace broadtape
