// Narrows a query down to the articles that have the spans which a positional operator asks for, by reading each. The
// only part of planning that searches the archive; each question is answered once.
//
// Threads: not shared.
#pragma once

#include <xapian.h>

#include <map>
#include <string>
#include <vector>

#include "searcher/plan/preparing_budget.h"
#include "searcher/query/tree.h"

namespace broadtape {

class SpanFilter {
 public:
  static constexpr std::size_t kMaxLooks = 1'000'000;  // at articles, from the second positional operator of a query on
  static constexpr std::size_t kMaxSteps = 10'000'000;  // of nested proximity, in all articles of a query

  // Keeps references to `database` and `budget`.
  SpanFilter(const Xapian::Database& database, PreparingBudget& budget, std::size_t most_looks = kMaxLooks)
      : database_(database), budget_(budget), most_looks_(most_looks) {}

  // Begins another query: the limits count anew.
  void begin_query();

  // Those articles of `query` that hold `node`, as far as `scope` goes: of articles outside it the query that is given
  // may find any. An empty scope is everything. Made of terms and values alone, so that it works over remote shards.
  // Takes tens of microseconds for each article of `query` in `scope`; the same question again costs nothing.
  // Throws Error(kQuery) when the query's operators need more than `most_looks` looks, or when the budget is spent,
  // Error(kCorrupt) for an article without id.
  // Requires what SpanReader::holds() does.
  Xapian::Query narrowed(const Node& node, const Xapian::Query& query, const Xapian::Query& scope);

 private:
  Xapian::Query decide(const Node& node, const Xapian::Query& query, const Xapian::Query& scope);
  void count_looks(std::size_t articles);
  Xapian::Query any_document(const std::vector<Xapian::docid>& documents) const;

  const Xapian::Database& database_;
  PreparingBudget& budget_;
  std::size_t most_looks_;
  std::size_t looks_ = 0;  // for the query
  std::size_t steps_ = 0;
  std::map<std::string, Xapian::Query> decided_;  // by what was asked
};

}  // namespace broadtape
