// A search request.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "searcher/search/query_request.h"

namespace broadtape {

enum class Sort : std::uint8_t {
  kRelevance,  // newest first if the query has no words to rank by
  kNewest,
  kOldest,  // both: undated articles last
  kStored,  // archive order; indexing articles in this order reproduces the archive
  // By a value, articles without it last, equals newest first:
  kSource,     // A to Z
  kTicker,     // by the first symbol, A to Z
  kLength,     // most words first
  kFirstSeen,  // last added first, by the clock of the run and then as kArrival
  kArrival,    // last added first, by the order of runs
};

inline constexpr std::pair<std::string_view, Sort> kSortWords[] = {
    {"relevance", Sort::kRelevance}, {"newest", Sort::kNewest},       {"oldest", Sort::kOldest},
    {"stored", Sort::kStored},       {"source", Sort::kSource},       {"ticker", Sort::kTicker},
    {"length", Sort::kLength},       {"first-seen", Sort::kFirstSeen}};

// The word for an order; kArrival has that of kFirstSeen.
inline std::string_view word_of(Sort sort) {
  for (const auto& [word, known] : kSortWords) {
    if (known == sort) return word;
  }
  return "first-seen";
}

// Which articles an answer lists once, by the first in its order.
enum class Collapse : std::uint8_t {
  kNone,
  kCopies,  // those with nearly the same text
  kStory,   // those of one story: copies, flashes that grew, and corrected reports
};

inline constexpr std::size_t kDefaultSnippetLength = 240;

// The optional parts of hits. Fewer parts are faster. All other parts are always present.
struct HitParts {
  bool body = true;
  bool title_pieces = true;
  bool snippet = true;
  bool words = false;
  bool flags = false;
  bool story = false;
};
inline constexpr HitParts kNoHitParts{false, false, false, false, false, false};

inline constexpr std::uint64_t kAllResults = 4'000'000'000;  // more than the maximum size of an archive

inline constexpr std::uint64_t kPartialFill = 10;  // one screen

struct SearchRequest {
  QueryRequest query;

  // With Match::kAll: if no article has all words, return articles with any of them. If fewer than kPartialFill have
  // all words, add such articles to SearchAnswer::partial_hits.
  bool partial = true;
  Sort sort = Sort::kRelevance;
  std::int64_t recency_halflife_s = 0;  // 0: recency is off
  Collapse collapse = Collapse::kNone;  // facets and SearchAnswer::total count articles in any case
  bool count_stories = false;           // set SearchAnswer::stories; always set if `collapse` is not kNone

  std::uint64_t offset = 0;  // both in results: in stories if they are collapsed
  std::uint64_t limit = 10;
  bool exact_total = true;  // otherwise the search may stop counting once it has the best hits
  bool dependence = true;   // the second ranking stage
  bool diagnose = true;     // explain an empty result and suggest corrections for misspelt words

  std::vector<std::string> facets;                     // names of kFacets rows
  std::size_t facet_limit = 10;                        // values per facet; 0 means all
  std::size_t snippet_length = kDefaultSnippetLength;  // in characters, approximate; 0 for no snippets
};

}  // namespace broadtape
