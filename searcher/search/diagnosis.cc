#include "searcher/search/diagnosis.h"

#include <algorithm>
#include <utility>

#include "common/archive/matches.h"
#include "common/archive/schema.h"
#include "common/archive/stored_numbers.h"
#include "common/error/error.h"
#include "searcher/plan/planner.h"
#include "searcher/query/filters.h"
#include "searcher/search/correction.h"
#include "searcher/search/prepared_query.h"

namespace broadtape {
namespace {

Node conjunction_of(const std::vector<const Node*>& parts) {
  if (parts.size() == 1) return *parts.front();
  Node node;
  node.kind = NodeKind::kAnd;
  for (const Node* part : parts) node.children.push_back(*part);
  return node;
}

// The words of a phrase, w/N or near/N, without their order.
void add_words(const Node& leaf, std::vector<Node>& words) {
  if (leaf.kind == NodeKind::kWildcard) words.push_back(leaf);
  if (leaf.kind != NodeKind::kWord && leaf.kind != NodeKind::kPhrase) return;
  for (const std::string& term : leaf.terms) {
    Node word;
    word.kind = NodeKind::kWord;
    word.field = leaf.field == Field::kLead ? Field::kText : leaf.field;
    word.terms = {term};
    words.push_back(std::move(word));
  }
}

std::vector<Node> words_in(const Node& tree) {
  std::vector<Node> words;
  walk(tree, [&](const Node& node) {
    add_words(node, words);
    return true;
  });
  return words;
}

class Diagnoser {
 public:
  Diagnoser(const Archive& archive, Analyser& analyser, const QueryRequest& request,
            const std::shared_ptr<PreparingBudget>& budget)
      : archive_(archive), analyser_(analyser), request_(request), budget_(budget), planner_(archive, budget) {
    planner_.keep_only(request.versions);
  }

  Diagnosis diagnose(const Node& tree) {
    return within_limits([&] {
      compare_dates(tree);
      look_at(tree);
    });
  }

  Diagnosis diagnose_spelling(const Node& tree, std::uint64_t rare) {
    return within_limits([&] {
      result_.unknown = unknown_in(archive_, analyser_, tree, *budget_, rare);
      correct();
    });
  }

 private:
  template <class Work>
  Diagnosis within_limits(const Work& work) {
    const PreparingBudget::Watch watch(*budget_);
    try {
      work();
    } catch (const Error& error) {  // a part may exceed a limit alone although the rest of the query narrows it
      if (error.kind() != ErrorKind::kQuery) throw;
      result_.is_cut = true;
    }
    result_.is_cut = result_.is_cut || budget_->left().count() == 0;
    return std::move(result_);
  }

  void look_at(const Node& tree) {
    std::vector<const Node*> all, ranked, filters;
    for (const Node* node = conjuncts_begin(tree); node != conjuncts_end(tree); ++node) {
      all.push_back(node);
      (node->kind == NodeKind::kNot || is_filter(*node) ? filters : ranked).push_back(node);
    }
    for (const Node* part : ranked) {
      if (has_room(result_.parts.size())) result_.parts.push_back(count_part(*part, filters));
    }
    for (const Node* filter : filters) {
      if (has_room(result_.filters.size())) result_.filters.push_back(count_filter(filter, all));
    }
    result_.unknown = unknown_in(archive_, analyser_, tree, *budget_);
    correct();
  }

  bool has_room(std::size_t parts) const { return parts < kMaxDiagnosedParts && budget_->left().count() > 0; }

  std::uint64_t count(const std::vector<const Node*>& parts) {
    if (parts.empty()) return 0;
    return Matches(archive_, planner_.plan(conjunction_of(parts), Match::kAll, request_.all_versions)).count();
  }

  PartCount count_part(const Node& part, const std::vector<const Node*>& filters) {
    PartCount result;
    result.text = to_text(part);
    result.in_archive = count({&part});
    std::vector<const Node*> with_filters = filters;
    with_filters.insert(with_filters.begin(), &part);
    result.found = filters.empty() || result.in_archive == 0 ? result.in_archive : count(with_filters);
    if (part.kind == NodeKind::kPhrase || part.kind == NodeKind::kNear) {
      const std::vector<Node> words = words_in(part);
      std::vector<const Node*> loose;
      for (const Node& word : words) loose.push_back(&word);
      result.loose = count(loose);
    }
    return result;
  }

  FilterEffect count_filter(const Node* filter, std::vector<const Node*> all) {
    FilterEffect result;
    result.text = is_of_options(*filter) ? dates_of_options() : to_text(*filter);
    result.passes = count({filter});
    all.erase(std::find(all.begin(), all.end(), filter));
    result.without = count(all);
    return result;
  }

  // Dates from options do not occur in the query's text.
  static bool is_of_options(const Node& filter) { return filter.kind == NodeKind::kDate && filter.dates.text.empty(); }
  std::string dates_of_options() const {
    std::string text = request_.since.empty() ? "" : "since " + request_.since;
    if (!request_.until.empty()) text += (text.empty() ? "until " : ", until ") + request_.until;
    return text;
  }

  void compare_dates(const Node& tree) {
    const IndexReader index = archive_.index();
    const std::string first = index.least_value(kPublishedSlot);
    const std::string last = index.greatest_value(kPublishedSlot);
    if (!has_date(tree) || first.empty()) return;
    result_.archive_since_s = stored_instant(first);
    result_.archive_until_s = stored_instant(last);
    const DateRange dates = effective_dates(tree);
    result_.outside_archive = (dates.since_s && *dates.since_s > *result_.archive_until_s) ||
                              (dates.until_s && *dates.until_s < *result_.archive_since_s);
  }

  void correct() {
    std::optional<QueryRequest> corrected = with_suggestions(request_, result_.unknown);
    if (!corrected) return;
    corrected->limits.preparing = budget_->left();
    result_.corrected_total = count(*corrected);
    corrected->limits.preparing = request_.limits.preparing;
    if (result_.corrected_total > 0) result_.corrected = std::move(corrected);
  }

  // 0 for invalid queries, which names from the archive can produce.
  std::uint64_t count(const QueryRequest& request) const {
    try {
      PreparedQuery prepared(archive_, analyser_, request);
      return prepared.empty() ? 0 : Matches(archive_, prepared.query(Match::kAll)).count();
    } catch (const Error& error) {
      if (error.kind() != ErrorKind::kQuery) throw;
      return 0;
    }
  }

  const Archive& archive_;
  Analyser& analyser_;
  const QueryRequest& request_;
  const std::shared_ptr<PreparingBudget>& budget_;
  Planner planner_;
  Diagnosis result_;
};

}  // namespace

Diagnosis diagnose(const Archive& archive, Analyser& analyser, const Node& tree, const QueryRequest& request,
                   const std::shared_ptr<PreparingBudget>& budget) {
  return Diagnoser(archive, analyser, request, budget).diagnose(tree);
}

Diagnosis diagnose_spelling(const Archive& archive, Analyser& analyser, const Node& tree, const QueryRequest& request,
                            const std::shared_ptr<PreparingBudget>& budget, std::uint64_t rare) {
  return Diagnoser(archive, analyser, request, budget).diagnose_spelling(tree, rare);
}

}  // namespace broadtape
