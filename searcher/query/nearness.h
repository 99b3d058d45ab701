// The positional part of a query: phrases, the lead, w/N and near/N, atleastN, as Xapian can carry them out.
//
// Xapian knows two operators for positions, OP_PHRASE and OP_NEAR, whose operands are words or any of several words.
// What they cannot say (a phrase beside a word, chains, nearness inside the lead) is said as nearly as they can, never
// too narrowly, and the articles that this finds are then looked at one by one.
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

// Of a kNear without kAnd in it, or of a kAtLeast.
PositionalQuery positional_query(const Node& node);

// `near`, a kNear, without conjunctions inside: `(a b) w/5 c` is `(a w/5 c) AND (b w/5 c)`. Gives kNear, or kAnd and
// kOr of them. Throws Error(kQuery) when its groups combine into more than kMaxChains, or kMaxChainWords in all.
Node distributed(const Node& near);

inline constexpr std::size_t kMaxChains = 1'000;
inline constexpr std::size_t kMaxChainWords = 200'000;

}  // namespace broadtape
