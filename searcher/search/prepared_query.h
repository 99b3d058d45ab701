// Parses the text and filters of a request for one archive: the first step of every answer.
//
// Threads: not shared.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "common/archive/archive.h"
#include "common/text/analyser.h"
#include "searcher/plan/planner.h"
#include "searcher/plan/written_days.h"
#include "searcher/query/tree.h"
#include "searcher/search/query_request.h"
#include "searcher/search/query_summary.h"
#include "searcher/search/ranking_hints.h"

namespace broadtape {

class PreparedQuery {
 public:
  // Keeps references to `archive` and `request`.
  // Throws Error(kQuery) as parse_query(), date_filter() and expand_wildcards() do, and when a limit is exceeded.
  PreparedQuery(const Archive& archive, Analyser& analyser, const QueryRequest& request)
      : PreparedQuery(archive, analyser, request, archive) {}

  // Searches `archive`, which is a part of `whole`, with the words, symbols and companies as `whole` has them, so that
  // it finds the articles of the part that a search of the whole finds. Keeps references to both.
  PreparedQuery(const Archive& archive, Analyser& analyser, const QueryRequest& request, const Archive& whole);

  // After wildcard expansion. Empty if the text has no searchable words; an empty tree matches nothing.
  const Node& tree() const { return tree_; }
  bool empty() const { return is_empty(tree_); }

  // The parts that take part in ranking: words and groups at the top of the tree, without filters and exclusions.
  const std::vector<const Node*>& ranked_parts() const { return ranked_parts_; }

  const QuerySummary& summary() const { return summary_; }
  QuerySummary take_summary() { return std::move(summary_); }
  void warn(WarningCode code, std::string message) { summary_.warnings.push_back({code, std::move(message)}); }

  // The plan for the whole query with the request's match rule or another one. Each is planned once.
  const DocumentQuery& query() { return query(request_.match); }
  const DocumentQuery& query(Match match);

  // The same for ranking: with what raises articles besides the words. Counting needs none of it.
  DocumentQuery ranked() { return ranked(request_.match); }
  DocumentQuery ranked(Match match) { return hinted(query(match), hints(), archive_.index()); }

  // Articles with some of the words of `tree`, the query's or that of widened(), in the order in which to list them: of
  // a company's name and one other word, first those that mention the company, if there are any. `Nvidia earnings` is
  // not about the earnings of others.
  std::vector<DocumentQuery> some_words(const Node& tree);

  // What raises articles in ranked(), besides the words. Found when first asked for.
  const RankingHints& hints();

  // The plan for another tree, in place of the query's.
  DocumentQuery query_of(const Node& tree) { return planner_.plan(tree, Match::kAll, request_.all_versions); }

  // The query with the words of the thesaurus for its words; nullopt if there are none in the archive. Sets `added` to
  // these.
  std::optional<Node> widened(Analyser& analyser, std::vector<std::string>& added) const;

  // The plan for one part of the tree alone, over all versions of articles.
  DocumentQuery part(const Node& node) { return planner_.plan(node, Match::kAll, true); }

  // The rest of the preparation budget, which the diagnosis shares.
  const std::shared_ptr<PreparingBudget>& budget() const { return budget_; }

  // Stores the match rule of the answer in the summary, and the number of undated articles that only the query's dates
  // exclude. Warns if many articles are missing as of an instant because they were loaded late (kLateLoad).
  void summarise(Match match);

 private:
  void understand(Analyser& analyser);
  void read_days();
  void warn_of_late_load(Match match);

  const Archive& archive_;
  const Archive& whole_;
  const QueryRequest& request_;
  std::shared_ptr<PreparingBudget> budget_;
  Planner planner_;
  std::map<Match, DocumentQuery> plans_;
  Node tree_;
  std::vector<WrittenDay> days_;
  std::optional<Node> tree_with_days_;  // the articles to find with all words, if days are written
  std::vector<const Node*> ranked_parts_;
  std::optional<RankingHints> hints_;
  QuerySummary summary_;
};

}  // namespace broadtape
