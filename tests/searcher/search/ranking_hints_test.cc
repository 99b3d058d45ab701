// What a query asks for beyond its words: companies, reports of results, days.
#include "searcher/search/ranking_hints.h"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "searcher/search/prepared_query.h"
#include "searcher/search/searcher.h"
#include "tests/support/article_maker.h"
#include "tests/support/test_archive.h"

namespace broadtape {
namespace {

Article hint_of_day(const std::string& title, const std::string& body, const std::string& when) {
  Article article = make_article(title, body);
  article.published = parse_instant(when);
  article.published_text = when;
  article.id = article_id(article);
  return article;
}

TestArchive hints_archive() {
  std::vector<TestArticle> articles;
  for (const Article& article : {
           with_companies(make_article("UnitedHealth earnings fall", "Quarterly earnings of the insurer fell."),
                          {"UNH"}),
           with_companies(make_article("Nvidia revenue nearly doubles", "Nvidia reported a record quarter."), {"NVDA"}),
           with_companies(make_article("Nvidia opens an office", "Nvidia and Nvidia again: Nvidia hires."), {"NVDA"}),
           with_companies(make_article("Apples are dear", "Apple trees froze, and apple juice costs more."), {"NKE"}),
           with_companies(make_article("A phone for all", "Apple shows a phone."), {"AAPL"}),
           with_companies(make_article("Social network", "Meta grows."), {"META"}),
           with_companies(make_article("Target cuts prices", "The retailer."), {"TGT"}),
           make_article("A price target", "The target of analysts."),
           make_article("Another price target", "A target is no price."),
           hint_of_day("Panic on the floor", "Stocks fell without an end.", "1987-10-19T20:00:00Z"),
           hint_of_day("A look back", "On October 19 stocks had crashed.", "1987-11-02T20:00:00Z"),
           hint_of_day("Quiet", "Stocks rose. Of 19 lots, few sold by October.", "1987-09-01T20:00:00Z"),
       })
    articles.push_back({article, {}});
  return TestArchive(articles, 2);
}

std::vector<std::string> hint_titles(const std::vector<Hit>& hits) {
  std::vector<std::string> found;
  for (const Hit& hit : hits) found.push_back(hit.article.title);
  return found;
}

using HintTitles = std::vector<std::string>;

}  // namespace

TEST_CASE("A query names companies by names, former names and symbols", "[search][hints]") {
  const TestArchive files = hints_archive();
  const Archive archive = Archive::open(files.path());
  Analyser analyser;
  struct Case {
    const char* text;
    std::vector<std::string> companies;
    bool asks_for_results;
  };
  const Case cases[] = {
      {"Nvidia earnings", {"nvidia"}, true},
      {"nvidia office", {"nvidia"}, false},
      {"NVDA results", {"nvidia"}, true},
      {"what did Apple say about NVDA", {"apple", "nvidia"}, false},
      {"apple juice price", {"apple"}, false},
      {"Facebook results", {"meta-platforms"}, true},  // a former name
      {"target price", {}, false},                     // mostly an ordinary word
      {"Target price", {"target"}, false},
      {"Microsoft office", {}, false},  // no article has it
      {"oil -Nvidia", {}, false},
      {"oil title:Nvidia", {}, false},
  };
  for (const Case& c : cases) {
    CAPTURE(c.text);
    QueryRequest request;
    request.text = c.text;
    PreparedQuery prepared(archive, analyser, request);
    CHECK(prepared.hints().companies == c.companies);
    CHECK(prepared.hints().asks_for_results == c.asks_for_results);
  }
}

TEST_CASE("A partial answer keeps the company, and its reports of results come first", "[search][hints]") {
  const TestArchive files = hints_archive();
  const Archive archive = Archive::open(files.path());
  SearchRequest request;
  request.query.text = "Nvidia earnings";
  const SearchAnswer answer = Searcher(archive).search(request);
  CHECK(answer.query.match == Match::kAny);
  CHECK(hint_titles(answer.hits) == HintTitles{"Nvidia revenue nearly doubles", "Nvidia opens an office"});
  CHECK(answer.total == 2);
}

TEST_CASE("A day in words finds the articles of that day as well as its words", "[search][hints]") {
  const TestArchive files = hints_archive();
  const Archive archive = Archive::open(files.path());
  for (const char* text : {"stocks October 19", "stocks 19 October", "stocks on Oct 19, 1987", "october 19th stocks"}) {
    CAPTURE(text);
    SearchRequest request;
    request.query.text = text;
    request.partial = false;
    const SearchAnswer answer = Searcher(archive).search(request);
    REQUIRE_FALSE(answer.hits.empty());
    CHECK_THAT(hint_titles(answer.hits), Catch::VectorContains(std::string("Panic on the floor")));
    CHECK(answer.total == answer.hits.size());
  }
}

}  // namespace broadtape
