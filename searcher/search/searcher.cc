#include "searcher/search/searcher.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <utility>

#include "common/error/error.h"
#include "searcher/query/filters.h"
#include "searcher/query/parser.h"
#include "searcher/query/wildcards.h"
#include "searcher/search/match_terms.h"
#include "searcher/search/matcher.h"
#include "searcher/search/snippet.h"

namespace broadtape {
namespace {

using Clock = std::chrono::steady_clock;

std::vector<const Node*> ranked_parts(const Node& tree) {
  std::vector<const Node*> parts;
  for (const Node* node = conjuncts_begin(tree); node != conjuncts_end(tree); ++node) {
    if (node->kind != NodeKind::kNot && !is_filter(*node)) parts.push_back(node);
  }
  return parts;
}

bool has_words(std::string_view text) {
  return text.find_first_not_of(" \t\r\n\v\f") != std::string_view::npos;
}

// The request's text and filters as one tree; `response` gets what there is to say about it.
Node understand(const SearchRequest& request, Analyser& analyser, SearchResponse& response) {
  ParsedQuery parsed = parse_query(request.text, request.clock, analyser);
  response.text = std::move(parsed.text);
  response.warnings = std::move(parsed.warnings);
  // Text that comes to nothing must not turn into "everything that passes the filters".
  if (is_empty(parsed.tree) && has_words(response.text)) {
    response.warnings.push_back("nothing in the query can be searched for");
    return {};
  }
  Node tree = both(std::move(parsed.tree),
                   both(field_filter(Field::kTicker, request.tickers), field_filter(Field::kSource, request.sources)));
  response.parsed = to_text(tree);
  tree = both(std::move(tree), date_filter(request.since, request.until, request.clock));
  const DateRange dates = effective_dates(tree);
  response.since_s = dates.since_s;
  response.until_s = dates.until_s;
  return tree;
}

void say_what_is_missing(const Node& tree, SearchResponse& response) {
  std::string words;
  for (const Node* part : ranked_parts(tree)) words += (words.empty() ? "" : ", ") + to_text(*part);
  response.warnings.push_back(fmt::format("no article has all of: {}; these have most of them", words));
}

double displayed_score(double weight, Match match) {
  return match == Match::kMost ? std::fmod(weight, kWeightPerPart) : weight;
}

Hit make_hit(Article&& article, SnippetMaker& snippets, std::size_t snippet_length) {
  Hit hit;
  hit.title_pieces = snippets.title(article.title);
  if (snippet_length > 0) hit.snippet = snippets.snippet(article.body, snippet_length);
  hit.id = std::move(article.id);
  hit.external_id = std::move(article.external_id);
  hit.title = std::move(article.title);
  hit.url = std::move(article.url);
  hit.source = std::move(article.source);
  hit.author = std::move(article.author);
  hit.published = article.published;
  for (TickerMention& ticker : article.tickers) hit.tickers.push_back(std::move(ticker.symbol));
  return hit;
}

// One request on its way to its response.
class Run {
 public:
  Run(const Archive& archive, Analyser& analyser, const SearchRequest& request)
      : archive_(archive), database_(archive.database()), analyser_(analyser), request_(request), builder_(database_) {}

  SearchResponse answer() {
    const auto begin = Clock::now();
    tree_ = understand(request_, analyser_, response_);
    FacetCounter facets(request_.facets);
    if (!is_empty(tree_)) {
      expand_wildcards(tree_, response_.text, database_, analyser_);
      const MatchPage page = find(facets);
      add_hits(page);
    }
    response_.facets = facets.results(request_.facet_limit);
    response_.took_us = std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - begin).count();
    return std::move(response_);
  }

 private:
  MatchPage find(FacetCounter& facets) {
    response_.match = request_.match;
    MatchPage page = match(facets);
    if (page.total == 0 && page.total_is_exact && request_.match == Match::kAll && request_.partial &&
        ranked_parts(tree_).size() > 1) {
      response_.match = Match::kMost;
      FacetCounter again(request_.facets);
      MatchPage partial = match(again);
      if (partial.total > 0) {
        say_what_is_missing(tree_, response_);
        facets = std::move(again);
        page = std::move(partial);
      } else {
        response_.match = request_.match;
      }
    }
    response_.total = page.total;
    response_.total_is_exact = page.total_is_exact;
    const Xapian::Query undated = builder_.undated_left_out(tree_, response_.match, request_.all_versions);
    if (!undated.empty()) response_.undated_left_out = Matcher(database_, undated).count();
    return page;
  }

  MatchPage match(FacetCounter& facets) {
    const Xapian::Query query = builder_.build(tree_, response_.match, request_.all_versions);
    const Dependence dependence(tree_, database_);
    Matcher matcher(database_, query);
    return matcher.page(request_, dependence, !ranked_parts(tree_).empty(),
                        request_.facets.empty() ? nullptr : &facets);
  }

  void add_hits(const MatchPage& page) {
    if (page.documents.empty()) return;
    const MatchTerms terms(tree_, database_);
    SnippetMaker snippets(terms, analyser_);
    for (const RankedDocument& ranked : page.documents) {
      Hit hit = make_hit(archive_.article(database_.get_document(ranked.document)), snippets, request_.snippet_length);
      hit.rank = request_.offset + response_.hits.size() + 1;
      hit.score = displayed_score(ranked.weight, response_.match);
      response_.hits.push_back(std::move(hit));
    }
  }

  const Archive& archive_;
  const Xapian::Database& database_;
  Analyser& analyser_;
  const SearchRequest& request_;
  QueryBuilder builder_;
  Node tree_;
  SearchResponse response_;
};

}  // namespace

SearchResponse Searcher::search(const SearchRequest& request) {
  try {
    return Run(archive_, analyser_, request).answer();
  } catch (const Xapian::NetworkError& error) {
    throw Error(ErrorKind::kNetwork, "a remote shard failed: " + error.get_msg(), "see whether its xapian-tcpsrv runs");
  } catch (const Xapian::Error& error) {
    throw Error(ErrorKind::kCorrupt,
                fmt::format("the archive {} cannot be searched: {}", archive_.path(), error.get_msg()),
                "run tape-index verify to find out what is damaged");
  }
}

}  // namespace broadtape
