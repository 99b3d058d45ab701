// Finds the terms of an archive that the wildcards of a query stand for.
#pragma once

#include <xapian.h>

#include <cstddef>
#include <string_view>

#include "common/text/analyser.h"
#include "searcher/plan/preparing_budget.h"
#include "searcher/query/tree.h"

namespace broadtape {

inline constexpr std::size_t kMaxExpansions = 1'000;  // of one wildcard
inline constexpr std::size_t kMaxExpansionsOfQuery = 10'000;
inline constexpr std::size_t kMaxWildcards = 1'000;  // different ones of one query

struct ExpansionLimits {
  std::size_t wildcard = kMaxExpansions;
  std::size_t query = kMaxExpansionsOfQuery;  // of all its wildcards
};

// Fills `expansions` of every wildcard of `tree`. The index holds stems, so a word's wildcard takes the terms that
// begin with what was written, and those shorter stems that it has with a common ending (`companie*` finds
// `companies`). Throws Error(kQuery), with a caret in `query`, past the limits or when `budget` is spent.
void expand_wildcards(Node& tree, std::string_view query, const Xapian::Database& database, Analyser& analyser,
                      PreparingBudget& budget, const ExpansionLimits& limits = {});

}  // namespace broadtape
