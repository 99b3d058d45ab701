// Restricts a query to the articles with spans that satisfy a positional operator, by reading each article's positions.
// Only this part of planning searches the archive. Results are cached.
//
// Threads: not shared. Splits the articles of a word, a phrase or one w/N among threads if they are many.
#pragma once

#include <xapian.h>

#include <map>
#include <string>
#include <vector>

#include "common/archive/archive.h"
#include "searcher/plan/preparing_budget.h"
#include "searcher/query/tree.h"

namespace broadtape {

class SpanFilter {
 public:
  // Articles checked, from the second positional operator of a query on.
  static constexpr std::size_t kMaxLooks = 20'000'000;
  // Of nested proximity, in all articles of a query.
  static constexpr std::size_t kMaxSteps = 10'000'000;
  // Many enough that a thread starts in a hundredth of the time that it works.
  static constexpr std::size_t kArticlesPerThread = 16'000;

  // Keeps references to `archive` and `budget`.
  SpanFilter(const Archive& archive, PreparingBudget& budget, std::size_t most_looks = kMaxLooks,
             std::size_t articles_per_thread = kArticlesPerThread)
      : archive_(archive),
        database_(archive.database()),
        budget_(budget),
        most_looks_(most_looks),
        articles_per_thread_(articles_per_thread) {}

  // Starts a new query: resets the limits.
  void begin_query();

  // The articles of `query` that hold `node`, within `scope`; outside `scope` the result is unspecified. An empty scope
  // means all articles. With a remote shard, the result consists of terms and values only. Cost: a
  // microsecond per article of `query` in `scope`; nothing for a repeated call.
  // Throws Error(kQuery) if the query's operators check more than `most_looks` articles or exhaust the budget,
  // Error(kCorrupt) for an article without id.
  // Has the requirements of SpanReader::holds().
  Xapian::Query narrowed(const Node& node, const Xapian::Query& query, const Xapian::Query& scope);

 private:
  // Whether each of some articles holds a node. A byte each, because threads write beside each other.
  using Answers = std::vector<char>;

  Xapian::Query decide(const Node& node, const Xapian::Query& query, const Xapian::Query& scope);
  Answers read_all(const Node& node, const std::vector<DocumentNumber>& documents) const;
  Answers read_within_limits(const Node& node, const std::vector<DocumentNumber>& documents);
  void count_looks(std::size_t articles);

  const Archive& archive_;
  const Xapian::Database& database_;
  PreparingBudget& budget_;
  std::size_t most_looks_, articles_per_thread_;
  std::size_t looks_ = 0;  // in the current query
  std::size_t steps_ = 0;
  std::map<std::string, Xapian::Query> decided_;  // results, by arguments
};

}  // namespace broadtape
