// The options that say which articles are meant; every verb with a QUERY has them.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "searcher/commands/options.h"
#include "searcher/search/query_request.h"
#include "searcher/search/query_summary.h"

namespace broadtape {

inline constexpr std::uint64_t kMostResults = 1'000'000'000;

// --now and --timezone; otherwise the clock and UTC. Throws Error(kUsage).
QueryClock clock_of(const Options& options);

// The operands as one query, with the filters. Throws Error(kUsage).
QueryRequest query_request_of(const Options& options);

// "all" or "any". Throws Error(kUsage) for anything else, which names `what` takes those.
Match find_match(const std::string& what, const std::string& text);

// Throws Error(kUsage) when `request` has neither words nor filters.
void require_query(const QueryRequest& request);

// One line of standard error for each.
void print_warnings(const std::vector<std::string>& warnings);

}  // namespace broadtape
