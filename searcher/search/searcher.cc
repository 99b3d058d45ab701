#include "searcher/search/searcher.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <utility>

#include "searcher/search/match_terms.h"
#include "searcher/search/matcher.h"
#include "searcher/search/prepared_query.h"
#include "searcher/search/search_errors.h"
#include "searcher/search/snippet.h"

namespace broadtape {
namespace {

using Clock = std::chrono::steady_clock;

std::string what_is_missing(const PreparedQuery& prepared) {
  std::string words;
  for (const Node* part : prepared.ranked_parts()) words += (words.empty() ? "" : ", ") + to_text(*part);
  return fmt::format("no article has all of: {}; these have most of them", words);
}

double displayed_score(double weight, Match match) {
  return match == Match::kMost ? std::fmod(weight, kWeightPerPart) : weight;
}

Hit make_hit(Article&& article, SnippetMaker& snippets, std::size_t snippet_length) {
  Hit hit;
  hit.title_pieces = snippets.title(article.title);
  if (snippet_length > 0) hit.snippet = snippets.snippet(article.body, snippet_length);
  hit.article = std::move(article);
  return hit;
}

// One request on its way to its response.
class Run {
 public:
  Run(const Archive& archive, Analyser& analyser, const SearchRequest& request)
      : archive_(archive),
        database_(archive.database()),
        analyser_(analyser),
        request_(request),
        prepared_(archive, analyser, request.query) {}

  SearchResponse answer() {
    const auto begin = Clock::now();
    FacetCounter facets(request_.facets);
    if (!prepared_.empty()) add_hits(find(facets));
    response_.facets = facets.results(request_.facet_limit);
    response_.query = prepared_.take_summary();
    response_.took_us = std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - begin).count();
    return std::move(response_);
  }

 private:
  MatchPage find(FacetCounter& facets) {
    Match rule = request_.query.match;
    MatchPage page = match(rule, facets);
    const bool nothing = page.total == 0 && page.total_is_exact;
    if (nothing && rule == Match::kAll && request_.partial && prepared_.ranked_parts().size() > 1) {
      FacetCounter again(request_.facets);
      MatchPage partial = match(Match::kMost, again);
      if (partial.total > 0) {
        rule = Match::kMost;
        prepared_.warn(what_is_missing(prepared_));
        facets = std::move(again);
        page = std::move(partial);
      }
    }
    prepared_.settle(rule);
    response_.total = page.total;
    response_.total_is_exact = page.total_is_exact;
    return page;
  }

  MatchPage match(Match rule, FacetCounter& facets) {
    const Xapian::Query query = prepared_.query(rule);
    const Dependence dependence(prepared_.tree(), database_);
    Matcher matcher(database_, query);
    return matcher.page(request_, dependence, !prepared_.ranked_parts().empty(),
                        request_.facets.empty() ? nullptr : &facets);
  }

  void add_hits(const MatchPage& page) {
    if (page.documents.empty()) return;
    const MatchTerms terms(prepared_.tree(), database_);
    SnippetMaker snippets(terms, analyser_);
    for (const RankedDocument& ranked : page.documents) {
      Hit hit = make_hit(archive_.article(database_.get_document(ranked.document)), snippets, request_.snippet_length);
      hit.rank = request_.offset + response_.hits.size() + 1;
      hit.score = displayed_score(ranked.weight, prepared_.summary().match);
      response_.hits.push_back(std::move(hit));
    }
  }

  const Archive& archive_;
  const Xapian::Database& database_;
  Analyser& analyser_;
  const SearchRequest& request_;
  PreparedQuery prepared_;
  SearchResponse response_;
};

}  // namespace

SearchResponse Searcher::search(const SearchRequest& request) {
  return searching(archive_, [&] { return Run(archive_, analyser_, request).answer(); });
}

}  // namespace broadtape
