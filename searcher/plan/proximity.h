// The positional part of a query (phrases, the lead, positional operators) as Xapian queries.
//
// Xapian has two operators on positions, OP_PHRASE and OP_NEAR, whose operands are words or any of several words. What
// they cannot express (a phrase near a word, chains, proximity inside the lead) becomes the narrowest query that finds
// all matches; a SpanFilter then checks what it finds, article by article.
#pragma once

#include <xapian.h>

#include "searcher/query/tree.h"

namespace broadtape {

// Of a word, phrase or wildcard. Of a long phrase (is_long_phrase()): what has all of its words, wherever they stand.
// Requires expand_wildcards(leaf).
Xapian::Query leaf_query(const Node& leaf);

// A phrase that Xapian would open a list for each word of, whatever it repeats, so that it is looked for in the
// articles that have its words instead.
bool is_long_phrase(const Node& node);

struct PositionalQuery {
  Xapian::Query query;   // finds all that the node asks for
  bool is_exact = true;  // and nothing else
};

// Of a positional operator without kAnd in it.
PositionalQuery positional_query(const Node& node);

// `near`, a kNear, without conjunctions inside: `(a b) w/5 c` is `(a w/5 c) AND (b w/5 c)`. Gives kNear, or kAnd and
// kOr of them. Throws Error(kQuery) when its groups combine into more than kMaxChains, or kMaxChainWords in all.
Node distributed(const Node& near);

inline constexpr std::size_t kMaxChains = 1'000;
inline constexpr std::size_t kMaxChainWords = 200'000;

}  // namespace broadtape
