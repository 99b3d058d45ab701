// The positional part of a query: phrases, w/N and near/N as Xapian can carry them out.
#pragma once

#include <xapian.h>

#include "searcher/query/tree.h"

namespace broadtape {

Xapian::Query phrase_query(const Node& phrase);

// Every neighbouring pair of a kNear within its distance. A phrase beside a word counts from its nearer end; it must
// stand in the article, though it may be another of its occurrences that is near.
// Throws Error(kQuery) when groups combine into more than kMaxNearPairs.
Xapian::Query near_query(const Node& node);

inline constexpr std::size_t kMaxNearPairs = 1'000;

}  // namespace broadtape
