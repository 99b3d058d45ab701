// Translates a query tree into a plan: the Xapian query that matches the tree's articles in one archive.
//
// Dates become as few terms as possible (date_cover.h). Wildcards are already expanded (wildcards.h), and companies
// are already resolved (company_terms.h). Positional operators become Xapian's (proximity.h), with a span filter where
// those are not sufficient (span_filter.h).
#pragma once

#include <xapian.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "searcher/plan/distinct_parts.h"
#include "searcher/plan/preparing_budget.h"
#include "searcher/plan/span_filter.h"
#include "searcher/plan/version_scope.h"
#include "searcher/query/tree.h"

namespace broadtape {

class Planner {
 public:
  // Keeps a reference to `archive`. Planning draws on `budget`.
  explicit Planner(const Archive& archive,
                   std::shared_ptr<PreparingBudget> budget = std::make_shared<PreparingBudget>())
      : archive_(archive), database_(archive.database()), budget_(std::move(budget)), span_filter_(archive, *budget_) {}

  // Sets the source text of the tree, so that errors show positions in it. Requires valid UTF-8.
  void show_places_in(std::string text) { text_ = std::move(text); }

  // Restricts plans to these versions.
  void keep_only(VersionScope versions) {
    versions_ = std::move(versions);
    hidden_.reset();
  }

  // The articles that `tree` matches, weighted by its words; filters do not contribute weight. Excludes earlier
  // versions unless the tree contains is:superseded or `all_versions` is set, neither of which has an effect on
  // versions as of an instant. An empty tree matches nothing. The plan matches exactly the articles of the tree:
  // proximity that Xapian cannot express is checked during planning, one article at a time, among the matches of the
  // rest of the tree. Results are cached. Requires expand_wildcards(tree). Throws Error(kQuery) if groups in w/N or
  // near/N expand to too many chains, if too many articles must be checked, or if the budget is exhausted.
  Xapian::Query plan(const Node& tree, Match match, bool all_versions);

  // Undated articles that `tree` would match without its date conditions; matches nothing if it has none.
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
  Xapian::Query first_seen(const DateRange& range);
  Xapian::Query stories(const Node& node);
  Xapian::Query withdrawn();
  Xapian::Query in_scope(Xapian::Query found) const;
  void narrow_scope(const Xapian::Query& query);
  Xapian::Query dates(const DateRange& range);
  Xapian::Query exclusion(const Node& node);
  std::pair<int, int> years();
  std::optional<std::pair<int, int>> years_;

  const Archive& archive_;
  const Xapian::Database& database_;
  std::shared_ptr<PreparingBudget> budget_;
  std::string text_;  // of the query; may be empty
  SpanFilter span_filter_;
  Xapian::Query scope_;    // matches all articles for which the part being planned must be exact; empty: all
  bool any_date_ = false;  // ignore date conditions
  VersionScope versions_;
  std::optional<Xapian::Query> hidden_;  // once it is known
};

}  // namespace broadtape
