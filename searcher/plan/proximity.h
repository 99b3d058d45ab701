// Translates words and the positional parts of a query (phrases, words of the lead, positional operators) into Xapian
// queries.
//
// The index has no positions: a positional part becomes the query of its words in any order, which includes all
// matches; a SpanFilter then checks its results, one article at a time.
#pragma once

#include <xapian.h>

#include "searcher/query/tree.h"

namespace broadtape {

// For a word, phrase or wildcard: the articles with its words in any order and any place. Requires
// expand_wildcards(leaf).
Xapian::Query leaf_query(const Node& leaf);

// Whether leaf_query() finds more than the leaf: phrases, exact words, words of the lead.
bool is_checked_leaf(const Node& node);

// Likewise for a positional operator without kAnd in it.
Xapian::Query positional_query(const Node& node);

// Distributes `near`, a kNear, over conjunctions in it: `(a b) w/5 c` becomes `(a w/5 c) AND (b w/5 c)`. Returns a
// kNear, or kAnd and kOr of them. Throws Error(kQuery) if its groups expand to more than kMaxChains, or kMaxChainWords
// in total.
Node distributed(const Node& near);

inline constexpr std::size_t kMaxChains = 1'000;
inline constexpr std::size_t kMaxChainWords = 200'000;

}  // namespace broadtape
