// Expands the wildcards of a query to terms of the archive.
#pragma once

#include <xapian.h>

#include <cstddef>
#include <string_view>

#include "common/text/analyser.h"
#include "searcher/plan/preparing_budget.h"
#include "searcher/query/tree.h"

namespace broadtape {

inline constexpr std::size_t kMaxExpansions = 1'000;  // per wildcard
inline constexpr std::size_t kMaxExpansionsOfQuery = 10'000;
inline constexpr std::size_t kMaxWildcards = 1'000;  // distinct wildcards per query

struct ExpansionLimits {
  std::size_t wildcard = kMaxExpansions;
  std::size_t query = kMaxExpansionsOfQuery;  // of all wildcards together
};

// Sets `expansions` of every wildcard in `tree`. The index holds stems, so a wildcard for words matches the terms with
// the given prefix, and the shorter stems that form it with a common ending (`companie*` matches `companies`). Throws
// Error(kQuery), with a caret in `query`, if a limit is exceeded or `budget` is exhausted.
void expand_wildcards(Node& tree, std::string_view query, const Xapian::Database& database, Analyser& analyser,
                      PreparingBudget& budget, const ExpansionLimits& limits = {});

}  // namespace broadtape
