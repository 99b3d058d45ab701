// The articles that a request selects: the part that all requests have in common.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <vector>

#include "searcher/plan/preparing_budget.h"
#include "searcher/plan/version_scope.h"
#include "searcher/plan/wildcards.h"
#include "searcher/query/date_range.h"
#include "searcher/query/tree.h"

namespace broadtape {

// Limits on the cost of a query. A public server sets lower limits than the command line.
struct QueryLimits {
  std::size_t bytes = 1u << 20;  // of the query's text
  std::size_t words = 40'000;    // words, words in phrases and field values
  ExpansionLimits expansions;
  std::chrono::nanoseconds preparing = PreparingBudget::kMost;  // processor time before matching starts
};

struct QueryRequest {
  std::string text;   // in the query language; may be empty if there are filters
  std::string since;  // as parsed by parse_since() and parse_until()
  std::string until;
  std::vector<std::string> tickers;    // any of them; may contain commas
  std::vector<std::string> companies;  // likewise keys, names or symbols
  std::vector<std::string> sources;
  std::vector<std::string> authors;  // any of them: words of the byline next to each other; may contain commas
  std::vector<std::string> labels;
  std::vector<std::string> languages;  // codes
  std::vector<std::string> filters;    // queries of fields and exclusions that all match, without weight
  QueryClock clock;

  bool everything = false;  // match every article if there is neither text nor filters
  Match match = Match::kAll;
  bool all_versions = false;  // also match earlier versions of articles
  VersionScope versions;      // requests set as_of_s, the program the others
  QueryLimits limits;
  bool typing = false;           // the last word of the text may be the beginning of a word
  bool literal_tickers = false;  // match the symbol of each article's day, whichever company had it
};

// Whether the request has words or filters, or sets `everything`.
inline bool asks_for_something(const QueryRequest& request) {
  return request.everything || !request.text.empty() || !request.since.empty() || !request.until.empty() ||
         !request.tickers.empty() || !request.companies.empty() || !request.sources.empty() ||
         !request.authors.empty() || !request.labels.empty() || !request.languages.empty() || !request.filters.empty();
}

}  // namespace broadtape
