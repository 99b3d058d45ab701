// A request's text and filters, understood against one archive: the first step of every answer.
//
// Threads: not shared.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "common/archive/archive.h"
#include "common/text/analyser.h"
#include "searcher/plan/planner.h"
#include "searcher/query/tree.h"
#include "searcher/search/query_request.h"
#include "searcher/search/query_summary.h"

namespace broadtape {

class PreparedQuery {
 public:
  // Keeps references to `archive` and `request`.
  // Throws Error(kQuery) for what parse_query(), date_filter() and expand_wildcards() refuse, and past the limits.
  PreparedQuery(const Archive& archive, Analyser& analyser, const QueryRequest& request);

  // With wildcards expanded. Empty when the text came to nothing; then nothing is found.
  const Node& tree() const { return tree_; }
  bool empty() const { return is_empty(tree_); }

  // The parts that rank: words and groups of them at the top of the tree, not filters and exclusions.
  const std::vector<const Node*>& ranked_parts() const { return ranked_parts_; }

  const QuerySummary& summary() const { return summary_; }
  QuerySummary take_summary() { return std::move(summary_); }
  void warn(std::string warning) { summary_.warnings.push_back(std::move(warning)); }

  // The plan for the articles it asks for, by the request's rule or by another rule. Planned once for each rule.
  const DocumentQuery& query() { return query(request_.match); }
  const DocumentQuery& query(Match match);

  // The plan for one part of the tree alone, in all versions of articles.
  DocumentQuery part(const Node& node) { return planner_.plan(node, Match::kAll, true); }

  // What is left of the time for preparing; the diagnosis takes its own from it.
  const std::shared_ptr<PreparingBudget>& budget() const { return budget_; }

  // Puts the rule that the answer went by into the summary, and counts the undated articles that only the query's dates
  // leave out.
  void summarise(Match match);

 private:
  void understand(Analyser& analyser);

  const Archive& archive_;
  const QueryRequest& request_;
  std::shared_ptr<PreparingBudget> budget_;
  Planner planner_;
  std::map<Match, DocumentQuery> plans_;
  Node tree_;
  std::vector<const Node*> ranked_parts_;
  QuerySummary summary_;
};

}  // namespace broadtape
