#include "searcher/views/match_count.h"

#include <chrono>

#include "common/archive/index_errors.h"
#include "searcher/search/prepared_query.h"

namespace broadtape {

MatchCounts count_matches(const Archive& archive, Analyser& analyser, const std::vector<QueryRequest>& queries) {
  const auto begin = std::chrono::steady_clock::now();
  MatchCounts result;
  with_read_errors(archive, [&] {
    for (const QueryRequest& request : queries) {
      PreparedQuery prepared(archive, analyser, request);
      MatchCount count;
      count.total = Matches(archive.database(), prepared.query()).count();
      prepared.summarise(request.match);
      count.query = prepared.take_summary();
      result.counts.push_back(std::move(count));
    }
  });
  result.took_us =
      std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - begin).count();
  return result;
}

}  // namespace broadtape
