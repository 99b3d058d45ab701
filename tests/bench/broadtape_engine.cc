#include "tests/bench/broadtape_engine.h"

#include <xapian.h>

#include <algorithm>

#include "common/archive/archive.h"
#include "common/archive/schema.h"
#include "searcher/query/parser.h"
#include "searcher/search/match_terms.h"
#include "searcher/search/searcher.h"
#include "searcher/search/snippet.h"
#include "searcher/views/timeline.h"

namespace broadtape::bench {
namespace {

SearchRequest request_for(const std::string& text, Match match) {
  SearchRequest request;
  request.query.text = text;
  request.query.match = match;
  request.query.clock.now_s = now_s();
  request.partial = false;   // the other engines have no second try either,
  request.diagnose = false;  // and do not say why nothing was found
  request.exact_total = false;
  request.snippet_length = 0;
  return request;
}

SearchRequest words_request(const BenchQuery& query, Match match) {
  return request_for(joined(query.words, " "), match);
}

class BroadtapeEngine : public Engine {
 public:
  explicit BroadtapeEngine(const std::string& path) : archive_(Archive::open(path)), searcher_(archive_) {}

  Outcome top_ten_any(const BenchQuery& query) override { return top_ten(words_request(query, Match::kAny)); }
  Outcome top_ten_any_counted(const BenchQuery& query) override {
    SearchRequest request = words_request(query, Match::kAny);
    request.exact_total = true;
    const Stopwatch watch;
    const SearchAnswer answer = searcher_.search(request);
    return {watch.elapsed_us(), answer.total};
  }
  Outcome top_ten_all(const BenchQuery& query) override { return top_ten(words_request(query, Match::kAll)); }
  Outcome top_ten_phrase(const BenchQuery& query) override {
    return top_ten(request_for('"' + joined(query.phrase, " ") + '"', Match::kAll));
  }
  Outcome top_ten_dated(const BenchQuery& query) override {
    SearchRequest request = words_request(query, Match::kAll);
    request.query.since = format_day(query.first_day);
    request.query.until = format_day(query.last_day);
    return top_ten(request);
  }
  Outcome count_all(const BenchQuery& query) override { return count(query, Match::kAll); }
  Outcome count_any(const BenchQuery& query) override { return count(query, Match::kAny); }

  Outcome facets(const BenchQuery& query) override {
    SearchRequest request = words_request(query, Match::kAny);
    request.limit = 0;
    request.facets = {"ticker", "source", "month"};
    const Stopwatch watch;
    const SearchAnswer answer = searcher_.search(request);
    Outcome outcome{watch.elapsed_us(), 0};
    for (const Facet& facet : answer.facets) outcome.found += facet.distinct_values;
    return outcome;
  }

  Outcome page(const BenchQuery& query) override {
    SearchRequest request = words_request(query, Match::kAll);
    request.snippet_length = kDefaultSnippetLength;
    return top_ten(request);
  }

  Outcome timeline(const BenchQuery& query) override {
    TimelineRequest request;
    request.queries = {words_request(query, Match::kAny).query};
    request.unit = PeriodUnit::kMonth;
    request.peaks = 0;
    const Stopwatch watch;
    const Timeline timeline = make_timeline(archive_, analyser_, request);
    const auto& counts = timeline.series[0].counts;
    const auto empty = std::count(counts.begin(), counts.end(), std::uint64_t{0});
    return {watch.elapsed_us(), counts.size() - static_cast<std::size_t>(empty)};
  }

  Outcome export_all() override {
    SearchRequest request;
    request.query.everything = true;
    request.sort = Sort::kNewest;
    request.limit = kAllResults;
    std::uint64_t rows = 0;
    std::size_t title_bytes = 0;
    const Stopwatch watch;
    searcher_.stream(
        request, {false, false, false, false}, [](const SearchAnswer&) {},
        [&](Hit&& hit) {
          ++rows;
          title_bytes += hit.article.title.size();
        });
    return {watch.elapsed_us(), title_bytes > 0 ? rows : 0};
  }

  Outcome snippets(const BenchQuery& query) override {
    const SearchRequest request = words_request(query, Match::kAll);
    const SearchAnswer answer = searcher_.search(request);
    const Node tree = parse_query(request.query.text, request.query.clock, analyser_).tree;
    std::vector<Xapian::docid> documents;
    for (const Hit& hit : answer.hits) {
      documents.push_back(*archive_.database().postlist_begin(make_term(Field::kId, hit.article.id)));
    }
    const Stopwatch watch;
    const MatchTerms terms(tree, archive_.index());
    SnippetMaker maker(terms, analyser_);
    std::uint64_t made = 0;
    for (const Xapian::docid document : documents) {
      made += !maker.snippet(archive_.article(document).body, kDefaultSnippetLength).pieces.empty();
    }
    return {watch.elapsed_us(), made};
  }

 private:
  Outcome top_ten(const SearchRequest& request) {
    const Stopwatch watch;
    const SearchAnswer answer = searcher_.search(request);
    return {watch.elapsed_us(), answer.hits.size()};
  }

  Outcome count(const BenchQuery& query, Match match) {
    SearchRequest request = words_request(query, match);
    request.exact_total = true;
    request.limit = 0;
    const Stopwatch watch;
    const SearchAnswer answer = searcher_.search(request);
    return {watch.elapsed_us(), answer.total};
  }

  Archive archive_;
  Searcher searcher_;
  Analyser analyser_;
};

}  // namespace

std::unique_ptr<Engine> open_broadtape(const std::string& archive) {
  return std::make_unique<BroadtapeEngine>(archive);
}

}  // namespace broadtape::bench
