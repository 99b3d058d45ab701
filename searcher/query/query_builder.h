// Turns a query tree into the Xapian query that an archive answers.
#pragma once

#include <xapian.h>

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "searcher/query/distinct_parts.h"
#include "searcher/query/only_holding.h"
#include "searcher/query/preparing_budget.h"
#include "searcher/query/tree.h"

namespace broadtape {

enum class Match {
  kAll,  // every word of the query
  kAny,  // at least one; filters and exclusions still hold
};

class QueryBuilder {
 public:
  // Keeps a reference to `database`; what is built takes its time from `budget`.
  explicit QueryBuilder(const Xapian::Database& database,
                        std::shared_ptr<PreparingBudget> budget = std::make_shared<PreparingBudget>())
      : database_(database), budget_(std::move(budget)), only_holding_(database, *budget_) {}

  // Errors show their places in `text`, where the tree was read from. Requires valid UTF-8.
  void show_places_in(std::string text) { text_ = std::move(text); }

  // The articles that `tree` asks for, weighted by their words; filters weigh nothing. Earlier versions are left out
  // unless the tree asks for is:superseded or `all_versions` is set. An empty tree asks for nothing.
  // Every article that the query finds has what the tree asks for, and the other way round: nearness that Xapian cannot
  // express is decided here, article by article, among those that meet the rest of the tree.
  // Requires expand_wildcards(tree).
  // Throws Error(kQuery) when groups in w/N or near/N combine into too many chains, when those have too many articles
  // to look at, or when the budget is spent on them.
  Xapian::Query build(const Node& tree, Match match, bool all_versions);

  // Undated articles that `tree` would find if it did not ask for a date; nothing when it does not.
  Xapian::Query undated_left_out(const Node& tree, Match match, bool all_versions);

 private:
  Xapian::Query convert(const Node& node);
  Xapian::Query conjunction(const Node* begin, const Node* end, Match match);
  std::vector<Xapian::Query> filters(const Node* begin, const Node* end);
  std::vector<Xapian::Query> ranked_parts(const Node* begin, const Node* end, Match match);
  std::vector<Xapian::Query> exclusions(const Node* begin, const Node* end);
  Xapian::Query disjunction(const Node& node);
  Xapian::Query positional_part(const Node& node);
  Xapian::Query near(const Node& node);
  Xapian::Query positional(const Node& node);
  Xapian::Query word_count(const Node& node);
  void narrow_scope(const Xapian::Query& query);
  Xapian::Query dates(const DateRange& range);
  Xapian::Query exclusion(const Node& node);
  std::pair<int, int> years();
  std::optional<std::pair<int, int>> years_;

  const Xapian::Database& database_;
  std::shared_ptr<PreparingBudget> budget_;
  std::string text_;  // of the query, or empty
  OnlyHolding only_holding_;
  Xapian::Query scope_;    // what holds for all articles that the part being built is asked about; empty: no limit
  bool any_date_ = false;  // dates filter nothing
};

// True when some part of the tree is a date.
bool has_date(const Node& tree);

}  // namespace broadtape
