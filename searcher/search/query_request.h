// Which articles are meant: the part that every request to an archive has in common.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <vector>

#include "searcher/plan/preparing_budget.h"
#include "searcher/plan/wildcards.h"
#include "searcher/query/date_range.h"
#include "searcher/query/tree.h"

namespace broadtape {

// What a query may cost; a server for strangers allows less than the command line.
struct QueryLimits {
  std::size_t bytes = 1u << 20;  // of its text
  std::size_t words = 40'000;    // words, phrases' words and values of fields
  ExpansionLimits expansions;
  std::chrono::nanoseconds preparing = PreparingBudget::kMost;  // processor time before anything is matched
};

struct QueryRequest {
  std::string text;   // in the query language; may be empty when there are filters
  std::string since;  // limits as parse_since() and parse_until() read them
  std::string until;
  std::vector<std::string> tickers;  // any of them; commas allowed
  std::vector<std::string> sources;
  QueryClock clock;

  bool everything = false;  // with neither text nor filters: every article
  Match match = Match::kAll;
  bool all_versions = false;  // earlier versions of articles too
  QueryLimits limits;
  bool literal_tickers = false;  // match symbols as written; ignore symbol changes
};

// Whether there are words or filters, or everything is asked for.
inline bool asks_for_something(const QueryRequest& request) {
  return request.everything || !request.text.empty() || !request.since.empty() || !request.until.empty() ||
         !request.tickers.empty() || !request.sources.empty();
}

}  // namespace broadtape
