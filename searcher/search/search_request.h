// What can be asked of an archive.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "searcher/search/query_request.h"

namespace broadtape {

enum class Sort : std::uint8_t {
  kRelevance,  // newest first when the query has nothing to rank by
  kNewest,
  kOldest,  // undated articles stand last in both
  kStored,  // as the archive has them: added again in this order they make the same archive
};

inline constexpr std::size_t kDefaultSnippetLength = 240;

// Which parts of its hits an answer needs: the fewer, the faster. Everything else is always there.
struct HitParts {
  bool body = true;
  bool title_pieces = true;
  bool snippet = true;
  bool words = false;
  bool flags = false;
};
inline constexpr HitParts kNoHitParts{false, false, false, false, false};

inline constexpr std::uint64_t kAllResults = 4'000'000'000;  // more than an archive can hold

inline constexpr std::uint64_t kPartialFill = 10;  // one screen

struct SearchRequest {
  QueryRequest query;

  // When no article has all the words, answer with those that have any; when fewer than kPartialFill have, add some of
  // those behind them, in SearchAnswer::partial_hits.
  bool partial = true;
  Sort sort = Sort::kRelevance;
  std::int64_t recency_halflife_s = 0;  // 0: age does not count

  std::uint64_t offset = 0;
  std::uint64_t limit = 10;
  bool exact_total = true;  // otherwise the search may stop counting when the best are found
  bool dependence = true;   // the ranking's second stage
  bool diagnose = true;     // say why when nothing is found, and what misspelt words may mean

  std::vector<std::string> facets;                     // names of kFacets rows
  std::size_t facet_limit = 10;                        // values for each; 0 means all
  std::size_t snippet_length = kDefaultSnippetLength;  // in characters, about; 0 means none
};

}  // namespace broadtape
