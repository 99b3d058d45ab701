#include "searcher/views/peak_reasons.h"

#include <algorithm>
#include <iterator>

#include "searcher/plan/planner.h"
#include "searcher/query/filters.h"
#include "searcher/search/matcher.h"
#include "searcher/search/tally.h"

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

std::vector<Xapian::docid> PeakExplainer::best_of(const Period& days) const {
  const Xapian::Database& database = archive_.database();
  const Node dates = date_filter(format_day(days.first), format_day(days.last), clock_);
  const Xapian::Query inside = Planner(database).plan(dates, Match::kAll, true);
  const Xapian::Query query(Xapian::Query::OP_FILTER, prepared_.query(), inside);
  SearchRequest page;
  page.limit = kReadArticles;
  page.exact_total = false;
  Dependence dependence(prepared_.tree(), database);
  std::vector<Xapian::docid> documents;
  for (const RankedDocument& ranked :
       Matcher(database, query).page(page, dependence, !prepared_.ranked_parts().empty(), nullptr).documents) {
    documents.push_back(ranked.document);
  }
  return documents;
}

std::vector<Xapian::docid> PeakExplainer::others_than(const std::vector<Xapian::docid>& documents) {
  if (!all_) all_ = matching_documents(archive_.database(), prepared_.query());
  std::vector<Xapian::docid> sorted = documents;
  std::sort(sorted.begin(), sorted.end());
  std::vector<Xapian::docid> others;
  std::set_difference(all_->begin(), all_->end(), sorted.begin(), sorted.end(), std::back_inserter(others));
  return evenly_sampled(others, 2 * kReadArticles);
}

PeakReasons PeakExplainer::explain(const Period& days, std::size_t words, std::size_t tickers) {
  TellingRequest request;
  request.sample = best_of(days);
  PeakReasons reasons;
  if (request.sample.empty()) return reasons;
  reasons.headline = headline_of(archive_.article(request.sample.front()));
  request.background = others_than(request.sample);
  if (request.background.size() < kLeastBackground) request.background.clear();
  request.without = known_;
  request.words = words;
  request.tickers = tickers;
  TellingTerms terms = telling_terms(archive_, analyser_, request);
  reasons.words = std::move(terms.words);
  reasons.tickers = std::move(terms.tickers);
  if (reasons.tickers.empty() && tickers > 0 && !request.background.empty()) {
    request.background.clear();
    request.words = 0;
    reasons.tickers = telling_terms(archive_, analyser_, request).tickers;
  }
  return reasons;
}

}  // namespace broadtape
