#include "searcher/views/match_count.h"

#include <chrono>

#include "common/archive/index_errors.h"
#include "searcher/search/collapser.h"
#include "searcher/search/prepared_query.h"
#include "searcher/search/reading_hint.h"

namespace broadtape {

MatchCounts count_matches(const Archive& archive, Analyser& analyser, const CountRequest& request) {
  const auto begin = std::chrono::steady_clock::now();
  MatchCounts result;
  result.collapse = request.collapse;
  with_read_errors(archive, [&] {
    for (const QueryRequest& query : request.queries) {
      PreparedQuery prepared(archive, analyser, query);
      Collapser collapser(archive, request.collapse, request.count_stories);
      MatchCount count;
      count.total = Matches(archive, prepared.query()).count(collapser.watched());
      collapser.finish();
      if (request.count_stories || request.collapse != Collapse::kNone) count.stories = collapser.stories(count.total);
      count.results = collapser.results(count.total);
      prepared.summarise(query.match);
      hint_at_other_reading(archive, analyser, query, count.total, prepared);
      count.query = prepared.take_summary();
      result.counts.push_back(std::move(count));
    }
  });
  result.took_us =
      std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - begin).count();
  return result;
}

}  // namespace broadtape
