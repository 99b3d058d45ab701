// Translates the positional parts of a query (phrases, the lead, positional operators) into Xapian queries.
//
// Xapian has two positional operators, OP_PHRASE and OP_NEAR, whose operands are words or alternatives of words.
// Anything else (a phrase near a word, chains, proximity inside the lead) becomes the narrowest query that includes all
// matches; a SpanFilter then checks its results, one article at a time.
#pragma once

#include <xapian.h>

#include "searcher/query/tree.h"

namespace broadtape {

// For a word, phrase or wildcard. For a long phrase (is_long_phrase()), matches all articles that have its words in any
// order. Requires expand_wildcards(leaf).
Xapian::Query leaf_query(const Node& leaf);

// Whether the phrase is so long that it is checked in the articles that have its words. Xapian would open a position
// list for each of its words, including repetitions.
bool is_long_phrase(const Node& node);

// Whether a leaf is checked one article at a time: long phrases and exact words.
bool is_checked_leaf(const Node& node);

struct PositionalQuery {
  Xapian::Query query;   // includes all matches of the node
  bool is_exact = true;  // and nothing else
};

// For a positional operator without kAnd in it.
PositionalQuery positional_query(const Node& node);

// Distributes `near`, a kNear, over conjunctions in it: `(a b) w/5 c` becomes `(a w/5 c) AND (b w/5 c)`. Returns a
// kNear, or kAnd and kOr of them. Throws Error(kQuery) if its groups expand to more than kMaxChains, or kMaxChainWords
// in total.
Node distributed(const Node& near);

inline constexpr std::size_t kMaxChains = 1'000;
inline constexpr std::size_t kMaxChainWords = 200'000;

}  // namespace broadtape
