#include "searcher/views/peak_reasons.h"

#include <algorithm>
#include <iterator>

#include "searcher/plan/planner.h"
#include "searcher/query/filters.h"
#include "searcher/search/ranker.h"

namespace broadtape {
namespace {

std::vector<std::string> stems_in(const Node& tree) {
  std::vector<std::string> stems;
  walk(tree, [&](const Node& node) {
    const bool words = node.kind == NodeKind::kWord || node.kind == NodeKind::kPhrase;
    if (words) stems.insert(stems.end(), node.terms.begin(), node.terms.end());
    stems.insert(stems.end(), node.expansions.begin(), node.expansions.end());
    return node.kind != NodeKind::kNot;
  });
  return stems;
}

Headline headline_of(Article article) {
  return {std::move(article.id), std::move(article.title), std::move(article.source), std::move(article.url),
          article.published};
}

}  // namespace

PeakExplainer::PeakExplainer(const Archive& archive, Analyser& analyser, PreparedQuery& query, const QueryClock& clock)
    : archive_(archive), analyser_(analyser), prepared_(query), clock_(clock), known_(stems_in(query.tree())) {}

std::vector<DocumentNumber> PeakExplainer::best_of(const Period& days) const {
  const Node dates = date_filter(format_day(days.first), format_day(days.last), clock_);
  const DocumentQuery inside = Planner(archive_).plan(dates, Match::kAll, true);
  SearchRequest request;
  request.limit = kReadArticles;
  request.exact_total = false;
  std::vector<DocumentNumber> documents;
  for (const RankedDocument& ranked :
       Ranker(archive_, prepared_, request).page(filtered(prepared_.ranked(), inside)).documents) {
    documents.push_back(ranked.document);
  }
  return documents;
}

std::vector<DocumentNumber> PeakExplainer::others_than(const std::vector<DocumentNumber>& documents) {
  if (!all_) all_ = Matches(archive_, prepared_.query()).list();
  std::vector<DocumentNumber> sorted = documents;
  std::sort(sorted.begin(), sorted.end());
  std::vector<DocumentNumber> others;
  std::set_difference(all_->begin(), all_->end(), sorted.begin(), sorted.end(), std::back_inserter(others));
  return evenly_sampled(others, 2 * kReadArticles);
}

PeakReasons PeakExplainer::explain(const Period& days, std::size_t words, std::size_t companies) {
  SignificantTermsRequest request;
  request.sample = best_of(days);
  PeakReasons reasons;
  if (request.sample.empty()) return reasons;
  reasons.headline = headline_of(archive_.article(request.sample.front()));
  request.background = others_than(request.sample);
  if (request.background.size() < kLeastBackground) request.background.clear();
  request.without = known_;
  request.words = words;
  request.companies = companies;
  SignificantTerms terms = significant_terms(archive_, analyser_, request);
  reasons.words = std::move(terms.words);
  reasons.companies = std::move(terms.companies);
  if (reasons.companies.empty() && companies > 0 && !request.background.empty()) {
    request.background.clear();
    request.words = 0;
    reasons.companies = significant_terms(archive_, analyser_, request).companies;
  }
  return reasons;
}

}  // namespace broadtape
