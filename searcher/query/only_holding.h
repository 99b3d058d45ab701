// Narrows a query down to the articles that hold what a w/N, near/N or atleastN asks for, by looking at each.
//
// Threads: not shared.
#pragma once

#include <xapian.h>

#include <map>
#include <string>
#include <vector>

#include "searcher/query/tree.h"

namespace broadtape {

class OnlyHolding {
 public:
  // Keeps a reference to `database`.
  explicit OnlyHolding(const Xapian::Database& database) : database_(database) {}

  // Those articles of `query` that hold `node`, as far as `scope` goes: of articles outside it the query that is given
  // may find any. An empty scope is everything. Made of terms and values alone, so that it works over remote shards.
  // Takes about 10 us for each article of `query` in `scope`; the same question again costs nothing.
  // Requires what PlaceReader::holds() does.
  Xapian::Query narrowed(const Node& node, const Xapian::Query& query, const Xapian::Query& scope);

 private:
  Xapian::Query decide(const Node& node, const Xapian::Query& query, const Xapian::Query& scope);
  Xapian::Query any_document(const std::vector<Xapian::docid>& documents) const;

  const Xapian::Database& database_;
  std::map<std::string, Xapian::Query> decided_;  // by what was asked
};

}  // namespace broadtape
