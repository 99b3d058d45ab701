#include "searcher/search/searcher.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <string>

#include "searcher/search/article_lookup.h"
#include "tests/support/article_maker.h"
#include "tests/support/error_matcher.h"
#include "tests/support/test_archive.h"

namespace broadtape {
namespace {

constexpr std::int64_t kSearcherNow = 1'738'245'900;  // 2025-01-30T14:05:00Z

Article dated(const std::string& title, const std::string& body, const std::string& when) {
  Article article = make_article(title, body);
  article.published = parse_instant(when);
  article.published_text = when;
  article.id = article_id(article);
  return article;
}

Article undated(const std::string& title, const std::string& body) {
  Article article = make_article(title, body);
  article.published.reset();
  article.published_text.clear();
  article.id = article_id(article);
  return article;
}

Article from(Article article, const std::string& source, const std::string& author = "") {
  article.source = source;
  article.author = author;
  article.id = article_id(article);
  return article;
}

std::vector<Article> searcher_news() {
  return {
      with_tickers(dated("DeepSeek sinks chip shares", "Demand for GPUs may fall, analysts said of DeepSeek.",
                         "2025-01-27T21:05:00Z"),
                   {"NVDA", "AMD"}),
      with_tickers(from(dated("Meta spends on AI", "Meta said its GPU demand grows. A rate cut may help.",
                              "2025-01-30T14:05:00Z"),
                        "Harbor Wire", "Ann Lee"),
                   {"META", "NVDA"}),
      from(dated("Rate cut hopes", "The rate was kept; a cut is far off. Tariffs matter.", "2025-02-15"), "The Ledger",
           "Bo Smith"),
      dated("Oil slips", "Oil fell 5% as OPEC met. No mention of companies.", "2024-12-31T23:59:59Z"),
      dated("Year opens", "Tariff talk opened the year.", "2025-01-01T00:00:00Z"),
      undated("An undated note on GPUs", "GPU demand, some day."),
  };
}

struct SearcherFixture {
  explicit SearcherFixture(const std::vector<Article>& articles = searcher_news(), std::size_t segments = 2)
      : files(articles, segments), archive(files.open()), searcher(archive) {
    request.query.clock.now_s = kSearcherNow;
  }

  SearchAnswer find(const std::string& text) {
    request.query.text = text;
    return searcher.search(request);
  }

  std::vector<std::string> titles(const std::string& text) {
    std::vector<std::string> found;
    for (const Hit& hit : find(text).hits) found.push_back(hit.article.title);
    return found;
  }

  TestArchive files;
  Archive archive;
  Searcher searcher;
  SearchRequest request;
};

TEST_CASE("Filters require and exclude fields, and change neither order nor scores", "[search][filter]") {
  struct Case {
    std::vector<std::string> filters;
    std::uint64_t total;
  };
  const Case cases[] = {
      {{}, 3},
      {{"ticker:NVDA"}, 2},
      {{"ticker:NVDA", "ticker:META"}, 1},
      {{"ticker:NVDA", "-ticker:META"}, 1},
      {{"-source:\"Harbor Wire\""}, 0},
      {{"author:lee"}, 1},
      {{"-author:\"ann lee\""}, 2},
      {{"words:<100", "date:2025-01"}, 2},
      {{"is:undated OR ticker:META"}, 2},
  };
  SearcherFixture news;
  news.request.query.text = "gpu";
  const SearchAnswer all = news.searcher.search(news.request);
  for (const Case& c : cases) {
    CAPTURE(c.filters);
    news.request.query.filters = c.filters;
    const SearchAnswer answer = news.searcher.search(news.request);
    CHECK(answer.total == c.total);
    if (c.filters.empty() || c.filters[0].find("author") != std::string::npos) continue;
    std::vector<double> scores, expected;
    for (const Hit& hit : answer.hits) {
      scores.push_back(hit.score);
      const auto same = std::find_if(all.hits.begin(), all.hits.end(),
                                     [&](const Hit& other) { return other.article.id == hit.article.id; });
      expected.push_back(same->score);
    }
    CHECK(scores == expected);
  }
  const std::pair<const char*, const char*> refused[] = {{"oil", "a filter has fields and exclusions, not 'oil'"},
                                                         {"ticker:NVDA oil", "not 'ticker:NVDA oil'"},
                                                         {"date:2025-02-31", "the filter 'date:2025-02-31': "},
                                                         {"", "not ''"}};
  for (const auto& [filter, message] : refused) {
    CAPTURE(filter);
    news.request.query.filters = {filter};
    CHECK_THROWS_WITH(news.searcher.search(news.request), Catch::Contains(message));
  }
}

TEST_CASE("An answer names the order that it has, which is by date if there are no words to rank by",
          "[search][sort]") {
  struct Case {
    const char* query;
    const char* ticker;
    Sort sort;
    const char* used;
  };
  const Case cases[] = {
      {"gpu", "", Sort::kRelevance, "relevance"},
      {"gpu", "META", Sort::kRelevance, "relevance"},
      {"ticker:META", "", Sort::kRelevance, "newest"},
      {"-gpu", "", Sort::kRelevance, "newest"},
      {"", "META", Sort::kRelevance, "newest"},
      {"gpu", "", Sort::kOldest, "oldest"},
      {"ticker:META", "", Sort::kLength, "length"},
      {"gpu", "", Sort::kArrival, "first-seen"},
      {"nowhere zzzz", "", Sort::kRelevance, "relevance"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.query, c.ticker);
    SearcherFixture news;
    news.request.query.text = c.query;
    if (*c.ticker != '\0') news.request.query.tickers = {c.ticker};
    news.request.sort = c.sort;
    CHECK(word_of(news.searcher.search(news.request).sort) == c.used);
  }
}

TEST_CASE("A query finds the articles that it asks for", "[search]") {
  struct Case {
    const char* query;
    std::uint64_t total;
  };
  const Case cases[] = {
      {"GPU", 3},
      {"GPUs demand", 3},
      {"gpu OR tariff", 5},
      {"\"rate cut\"", 2},
      {"rate cut", 2},
      {"rate w/4 cut", 2},
      {"cut near/9 kept", 1},
      {"cut w/9 kept", 0},
      {"GPU -meta", 2},
      {"GPU -ticker:META", 2},
      {"-gpu", 3},
      {"title:gpu", 1},
      {"title:\"rate cut\"", 1},
      {"tariff*", 2},
      {"ticker:NVDA", 2},
      {"ticker:NVDA ticker:META", 1},
      {"ticker:AMD,META", 2},
      {"about:META", 1},
      {"source:\"the ledger\"", 1},
      {"source:\"Harbor Wire\",\"The Ledger\"", 6},
      {"author:lee", 1},
      {"author:\"bo smith\"", 1},
      {"lang:en", 0},
      {"is:undated", 1},
      {"-is:undated", 5},
      {"date:2025-01", 3},
      {"date:2024-12..2025-01", 4},
      {"date:2025-02-15", 1},
      {"-date:2025", 1},
      {"gpu date:2025", 2},
      {"gpu -date:2025-01-27", 1},
      {"date:2025-01-27T21:00..2025-01-27T22:00", 1},
      {"date:2025-01-27T22:00..2025-01-27T23:00", 0},
      {"date:3d", 2},
      {"oil -5%", 1},
      {"zebra", 0},
  };
  SearcherFixture f;
  f.request.partial = false;
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.query) {
      const SearchAnswer answer = f.find(c.query);
      CHECK(answer.total == c.total);
      CHECK(answer.total_is_exact);
      CHECK(answer.hits.size() == c.total);
    }
  }
}

TEST_CASE("A hit has the article's members", "[search]") {
  SearcherFixture f;
  const SearchAnswer answer = f.find("meta ai");
  REQUIRE(answer.hits.size() == 1);
  const Hit& hit = answer.hits[0];
  CHECK(hit.rank == 1);
  CHECK(hit.score > 0);
  CHECK(hit.article.id == article_id(searcher_news()[1]));
  CHECK(hit.article.title == "Meta spends on AI");
  CHECK(hit.article.source == "Harbor Wire");
  CHECK(hit.article.author == "Ann Lee");
  CHECK(format_instant(hit.article.published.value()) == "2025-01-30T14:05:00Z");
  CHECK(symbols_of(hit.article) == std::vector<std::string>{"META", "NVDA"});
  CHECK(hit.snippet.pieces.at(0) == Piece{"Meta", true});
  CHECK(hit.title_pieces == std::vector<Piece>{{"Meta", true}, {" spends on ", false}, {"AI", true}});
  CHECK(answer.query.parsed == "meta AND ai");
}

TEST_CASE("When no article has all the words, those with the most telling come first", "[search]") {
  SearcherFixture f;
  const SearchAnswer answer = f.find("rate cut tariffs zebra");
  CHECK(answer.query.match == Match::kAny);
  REQUIRE(answer.hits.size() == 3);
  CHECK(answer.hits[0].article.title == "Rate cut hopes");
  CHECK(answer.hits[1].article.title == "Meta spends on AI");
  CHECK(answer.hits[2].article.title == "Year opens");
  CHECK(answer.query.warnings.at(0).code == WarningCode::kPartialMatch);
  CHECK_THAT(answer.query.warnings.at(0).message, Catch::Contains("no article has all of: rate, cut, tariffs, zebra"));

  f.request.partial = false;
  CHECK(f.find("rate cut tariffs zebra").total == 0);
  f.request.partial = true;
  CHECK(f.find("zebra yak").total == 0);
  CHECK(f.find("zebra yak").query.match == Match::kAll);
  CHECK(f.find("gpu zebra ticker:META").total == 1);
}

TEST_CASE("A short answer is filled up with articles that have some of the words", "[search]") {
  SearcherFixture f;
  const SearchAnswer answer = f.find("rate cut tariffs");
  CHECK(answer.total == 1);
  REQUIRE(answer.hits.size() == 1);
  CHECK(answer.hits[0].article.title == "Rate cut hopes");
  REQUIRE(answer.partial_hits.size() == 2);
  CHECK(answer.partial_hits[0].article.title == "Meta spends on AI");
  CHECK(answer.partial_hits[0].rank == 2);
  CHECK(answer.partial_hits[1].article.title == "Year opens");
  CHECK(answer.query.match == Match::kAll);

  CHECK(f.find("tariff").partial_hits.empty());  // one word has no partial matches
  f.request.limit = 2;
  CHECK(f.find("rate cut tariffs").partial_hits.size() == 1);
  f.request.offset = 1;
  CHECK(f.find("rate cut tariffs").partial_hits.empty());
  f.request.offset = 0;
  f.request.sort = Sort::kNewest;
  CHECK(f.find("rate cut tariffs").partial_hits.empty());
  f.request.sort = Sort::kRelevance;
  f.request.partial = false;
  CHECK(f.find("rate cut tariffs").partial_hits.empty());
}

TEST_CASE("Facets count an answer once, however often it is looked at", "[search]") {
  std::vector<Article> same;  // so many ties that the first pass does not settle the first page
  for (int i = 0; i < 40; ++i) {
    same.push_back(with_tickers(dated("Chip demand " + std::string(1, static_cast<char>('a' + i % 26)), "Same text.",
                                      "2025-01-" + std::to_string(10 + i % 20)),
                                {"NVDA"}));
    same.back().external_id = std::to_string(i);
    same.back().id = article_id(same.back());
  }
  SearcherFixture f(same);
  f.request.facets = {"ticker"};
  for (const std::int64_t halflife_s : {std::int64_t{0}, kSecondsPerDay}) {
    f.request.recency_halflife_s = halflife_s;
    const SearchAnswer answer = f.find("chip demand");
    CHECK(answer.total == 40);
    CHECK(answer.facets.at(0).values == std::vector<FacetValue>{{"NVDA", 40}});
    CHECK(answer.hits.size() == 10);
    CHECK(format_instant(*answer.hits[0].article.published).starts_with("2025-01-29"));
  }
}

TEST_CASE("With recency an article counts half for each half-life that it is older", "[search]") {
  SearcherFixture f({dated("Oil", "Oil and oil, oil again.", "2025-01-01T00:00:00Z"),
                     dated("Copper", "Oil is mentioned.", "2025-01-29T00:00:00Z"),
                     dated("Zinc", "Oil is mentioned.", "2025-01-15T00:00:00Z"), undated("Undated oil", "Oil.")});
  CHECK(f.titles("oil").front() != "Copper");
  f.request.recency_halflife_s = 7 * kSecondsPerDay;
  CHECK(f.titles("oil") == std::vector<std::string>{"Copper", "Zinc", "Oil", "Undated oil"});
  const auto score_of = [&](const std::string& title) {
    for (const Hit& hit : f.find("oil").hits) {
      if (hit.article.title == title) return hit.score;
    }
    return -1.0;
  };
  const double copper = score_of("Copper"), zinc = score_of("Zinc");
  CHECK(score_of("Undated oil") == 0);
  f.request.recency_halflife_s = 14 * kSecondsPerDay;
  CHECK(score_of("Copper") == Approx(copper));  // the newest has age 0
  CHECK(score_of("Zinc") == Approx(2 * zinc));  // two half-lives have become one
  f.request.recency_halflife_s = 3'000 * kSecondsPerDay;
  CHECK(f.titles("oil").front() == "Oil");
  CHECK(f.find("oil").query.warnings.empty());
  f.request.sort = Sort::kOldest;
  CHECK(f.find("oil").query.warnings ==
        Warnings{{WarningCode::kNoEffect, "recency changes nothing in an answer that is not sorted by relevance"}});
}

TEST_CASE("A page after the last result is empty, with a warning", "[search]") {
  SearcherFixture f;
  f.request.offset = 5;
  f.request.query.match = Match::kAny;
  const SearchAnswer behind = f.find("gpu tariff");
  CHECK(behind.total == 5);
  CHECK(behind.hits.empty());
  CHECK(behind.query.warnings == Warnings{{WarningCode::kPastTheEnd, "there are 5 results, none after the first 5"}});
  f.request.offset = 4;
  CHECK(f.find("gpu tariff").query.warnings.empty());
  f.request.offset = 5;
  f.request.limit = 0;
  CHECK(f.find("gpu tariff").query.warnings.empty());
}

TEST_CASE("Matching any word keeps filters and exclusions", "[search]") {
  SearcherFixture f;
  f.request.query.match = Match::kAny;
  CHECK(f.find("gpu tariff").total == 5);
  CHECK(f.find("gpu tariff -meta").total == 4);
  CHECK(f.find("gpu tariff ticker:NVDA").total == 2);
}

TEST_CASE("Filters outside the text hold beside it", "[search]") {
  SearcherFixture f;
  f.request.query.since = "2025-01";
  f.request.query.until = "2025-01";
  CHECK(f.find("gpu").total == 2);
  CHECK(f.find("").total == 3);
  CHECK(format_rfc3339(f.find("gpu").query.since_s.value()) == "2025-01-01T00:00:00Z");
  CHECK(format_rfc3339(f.find("gpu date:2025-01-30..2025-02").query.since_s.value()) == "2025-01-30T00:00:00Z");
  CHECK(format_rfc3339(f.find("gpu date:2025-01-30..2025-02").query.until_s.value()) == "2025-01-31T23:59:59Z");
  f.request.query.tickers = {"meta"};
  CHECK(f.find("gpu").total == 1);
  CHECK(f.find("gpu").query.parsed == "gpu AND ticker:META");
  f.request.query.tickers = {"meta,amd"};
  CHECK(f.find("gpu").total == 2);
  f.request.query.sources = {"The Ledger"};
  CHECK(f.find("gpu").total == 0);
  f.request.query.since = "01/02/2025";
  CHECK_THROWS_MATCHES(f.find("gpu"), Error, Says("since: the date could be read in two ways"));
}

TEST_CASE("A day is that of the query's time zone", "[search]") {
  SearcherFixture f;
  f.request.query.since = f.request.query.until = "2024-12-31";
  CHECK(f.titles("") == std::vector<std::string>{"Oil slips"});
  f.request.query.clock.zone = TimeZone::named("Asia/Tokyo");
  CHECK(f.titles("").empty());
  f.request.query.clock.zone = TimeZone::named("America/New_York");
  f.request.query.since = f.request.query.until = "2025-02-15";
  CHECK(f.titles("") == std::vector<std::string>{"Rate cut hopes"});
  f.request.query.since = f.request.query.until = "2025-02-14";
  CHECK(f.titles("").empty());
}

TEST_CASE("Undated articles that a date filter leaves out are counted", "[search]") {
  struct Case {
    const char* query;
    std::uint64_t left_out;
  };
  const Case cases[] = {
      {"gpu", 0},       {"gpu date:2025", 1},  {"oil date:2025", 0},
      {"date:1999", 1}, {"gpu -date:2025", 1}, {"gpu (date:2025 OR demand)", 0},
  };
  SearcherFixture f;
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.query) {
      CHECK(f.find(c.query).query.undated_left_out == c.left_out);
    }
  }
  f.request.query.since = "2025-01";
  CHECK(f.find("gpu").query.undated_left_out == 1);
}

TEST_CASE("Results are sorted as asked, undated articles last", "[search]") {
  SearcherFixture f;
  f.request.limit = 3;
  f.request.sort = Sort::kNewest;
  CHECK(f.titles("gpu") ==
        std::vector<std::string>{"Meta spends on AI", "DeepSeek sinks chip shares", "An undated note on GPUs"});
  f.request.sort = Sort::kOldest;
  CHECK(f.titles("gpu") ==
        std::vector<std::string>{"DeepSeek sinks chip shares", "Meta spends on AI", "An undated note on GPUs"});
  f.request.offset = 2;
  CHECK(f.titles("gpu") == std::vector<std::string>{"An undated note on GPUs"});
  f.request.offset = 3;
  CHECK(f.titles("gpu").empty());
  f.request.offset = 0;
  f.request.limit = 10;
  f.request.sort = Sort::kRelevance;
  CHECK(f.titles("-gpu").front() == "Rate cut hopes");
}

TEST_CASE("Equally good articles come newer first", "[search]") {
  SearcherFixture f({dated("Same title", "Same words here.", "2025-01-01"),
                     dated("Same title", "Same words here.", "2025-03-01"),
                     dated("Same title", "Same words here.", "2025-02-01")});
  std::vector<std::string> days;
  for (const Hit& hit : f.find("same words").hits) days.push_back(format_instant(*hit.article.published));
  CHECK(days == std::vector<std::string>{"2025-03-01", "2025-02-01", "2025-01-01"});
}

TEST_CASE("Words that stand together in the query gain where they stand together in the article", "[search]") {
  const std::string padding = " This is a filler of some words that keeps the length of both the same for all.";
  SearcherFixture f(
      {dated("A", "The profit of the bank was fine, and so the market at last got its own warning." + padding,
             "2025-03-01"),
       dated("B", "It gave a profit warning to the market, and so the bank at last was fine of its own." + padding,
             "2025-01-01")});
  CHECK(f.titles("profit warning").front() == "B");
  f.request.dependence = false;
  CHECK(f.titles("profit warning").front() == "A");
}

TEST_CASE("Facets count all matching articles", "[search]") {
  SearcherFixture f;
  f.request.facets = {"ticker", "source", "month", "year", "day"};
  f.request.limit = 1;
  const SearchAnswer answer = f.find("gpu OR tariff");
  REQUIRE(answer.facets.size() == 5);
  CHECK(answer.facets[0].values == std::vector<FacetValue>{{"NVDA", 2}, {"AMD", 1}, {"META", 1}});
  CHECK(answer.facets[1].values == std::vector<FacetValue>{{"Harbor Wire", 4}, {"The Ledger", 1}});
  CHECK(answer.facets[2].values == std::vector<FacetValue>{{"2025-01", 3}, {"2025-02", 1}});
  CHECK(answer.facets[3].values == std::vector<FacetValue>{{"2025", 4}});
  CHECK(answer.facets[4].values.size() == 4);
  f.request.facet_limit = 1;
  CHECK(f.find("gpu OR tariff").facets[0].values == std::vector<FacetValue>{{"NVDA", 2}});
  CHECK(f.find("gpu OR tariff").facets[0].distinct_values == 3);
  f.request.facets = {"colour"};
  CHECK_THROWS_MATCHES(f.find("gpu"), Error, HasKind(ErrorKind::kUsage));
}

TEST_CASE("Earlier versions are hidden unless they are asked for", "[search]") {
  Article old_version = dated("Profit of 10 million", "Acme earned 10 million.", "2025-01-05");
  Article new_version = dated("Profit of 12 million", "Acme earned 12 million.", "2025-01-05");
  new_version.id = old_version.id;
  new_version.first_seen_s = old_version.first_seen_s + 60;
  const TestArchive files(std::vector<TestArticle>{{old_version, {true, false}}, {new_version, {false, true}}});
  const Archive archive = files.open();
  Searcher searcher(archive);
  SearchRequest request;
  const auto total = [&](const char* text) {
    request.query.text = text;
    return searcher.search(request).total;
  };
  CHECK(total("acme") == 1);
  CHECK(total("10") == 0);
  CHECK(total("acme is:superseded") == 1);
  CHECK(total("acme is:corrected") == 1);
  CHECK(total("acme -is:corrected") == 0);
  request.query.all_versions = true;
  CHECK(total("acme") == 2);

  const auto versions = find_versions(archive, old_version.id);
  REQUIRE(versions);
  CHECK(versions->current.title == "Profit of 12 million");
  REQUIRE(versions->earlier.size() == 1);
  CHECK(find_ids(archive, old_version.id.substr(0, 4), 10) == std::vector<std::string>{old_version.id});
  CHECK_FALSE(find_versions(archive, "none"));
}

TEST_CASE("An article is not returned for the id of another, whatever a damaged posting list says", "[search]") {
  const Article wanted = make_article("Wanted", "The text that is asked for.");
  const Article other = make_article("Other", "Another text.");
  const TestArchive written({wanted, other});
  {
    Xapian::WritableDatabase segment(written.path() + "/segments/000001", Xapian::DB_OPEN);
    Xapian::Document document = segment.get_document(2);
    document.add_boolean_term(make_term(Field::kId, wanted.id));
    segment.replace_document(2, document);
  }
  CHECK_THROWS_MATCHES(find_versions(written.open(), wanted.id), Error,
                       HasKind(ErrorKind::kCorrupt) && Says("its article has the id " + other.id));
  CHECK(find_versions(written.open(), other.id)->current.title == "Other");
}

TEST_CASE("A query that comes to nothing finds nothing, and says so", "[search]") {
  SearcherFixture f;
  f.request.query.tickers = {"NVDA"};
  const SearchAnswer answer = f.find("%%%");
  CHECK(answer.total == 0);
  CHECK(answer.query.warnings.size() == 2);
  CHECK(f.find("").total == 2);
  f.request.query.tickers.clear();
  CHECK(f.find("").total == 0);
}

TEST_CASE("A wildcard takes up to a thousand words and refuses more", "[search]") {
  std::string body;
  for (int i = 0; i < 1'001; ++i) body += "abc" + std::to_string(i) + "x ";
  SearcherFixture f({make_article("Many words", body), make_article("Companies", "The happiness of companies.")});
  CHECK_THROWS_MATCHES(f.find("gpu abc*"), Error,
                       Says("matches more than 1,000 words of this archive\n  gpu abc*\n      ^"));
  CHECK(f.find("abc1*").total == 1);
  CHECK(f.find("companie*").total == 1);
  CHECK(f.find("happi*").total == 1);
  CHECK(f.find("xyz*").total == 0);
  CHECK(f.find("source:harb*").total == 2);
}

TEST_CASE("An empty archive answers", "[search]") {
  SearcherFixture f({}, 1);
  f.request.facets = {"ticker"};
  CHECK(f.find("gpu demand").total == 0);
  CHECK(f.find("date:2025 gp*u").total == 0);
  CHECK(f.find("-gpu").total == 0);
}

TEST_CASE("A query of twenty thousand words is answered", "[search]") {
  SearcherFixture f;
  std::string any = "gpu";
  std::string all = "gpu";
  for (int i = 0; i < 20'000; ++i) {
    any += " OR w" + std::to_string(i);
    all += " w" + std::to_string(i);
  }
  CHECK(f.find(any).total == 3);
  CHECK(f.find(all).total == 3);
}

}  // namespace
}  // namespace broadtape
