// Turns a query tree into a plan: the Xapian query that gives the tree's articles from one archive.
//
// Dates become as few terms as possible (date_cover.h), wildcards are expanded before (wildcards.h), symbols have been
// dated (dated_tickers.h), and positional operators become Xapian's (proximity.h) with a span filter where those cannot
// express them (span_filter.h).
#pragma once

#include <xapian.h>

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "searcher/plan/distinct_parts.h"
#include "searcher/plan/preparing_budget.h"
#include "searcher/plan/span_filter.h"
#include "searcher/query/tree.h"

namespace broadtape {

class Planner {
 public:
  // Keeps a reference to `database`; planning takes its time from `budget`.
  explicit Planner(const Xapian::Database& database,
                   std::shared_ptr<PreparingBudget> budget = std::make_shared<PreparingBudget>())
      : database_(database), budget_(std::move(budget)), span_filter_(database, *budget_) {}

  // Errors show their places in `text`, where the tree was read from. Requires valid UTF-8.
  void show_places_in(std::string text) { text_ = std::move(text); }

  // The articles that `tree` asks for, weighted by their words; filters weigh nothing. Earlier versions are left out
  // unless the tree asks for is:superseded or `all_versions` is set. An empty tree asks for nothing.
  // The plan finds exactly the articles that the tree asks for: proximity that Xapian cannot express is decided here,
  // article by article, among those that match the rest of the tree. What has been decided once is not decided again.
  // Requires expand_wildcards(tree).
  // Throws Error(kQuery) when groups in w/N or near/N combine into too many chains, when those have too many articles
  // to look at, or when the budget is spent on them.
  Xapian::Query plan(const Node& tree, Match match, bool all_versions);

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
  SpanFilter span_filter_;
  Xapian::Query scope_;    // finds all articles that the part being planned is asked about; empty: no limit
  bool any_date_ = false;  // dates filter nothing
};

}  // namespace broadtape
