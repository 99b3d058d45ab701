#include <algorithm>
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "common/time/instant.h"
#include "searcher/search/searcher.h"
#include "tests/support/article_maker.h"
#include "tests/support/test_archive.h"

namespace broadtape {
namespace {

Article tagged(const std::string& title, std::optional<Day> day, const std::string& symbol) {
  Article article = with_tickers(make_article(title), {symbol});
  article.published.reset();
  if (day) article.published = Instant{midnight_utc(*day), Precision::kDay};
  article.id = article_id(article);
  return article;
}

// META was a fund's symbol until 30 January 2022; Facebook was FB until 8 June 2022 and META from the next day.
std::vector<Article> articles() {
  return {tagged("fund of 2021", Day{2021, 7, 1}, "META"),
          tagged("fund on its last day", Day{2022, 1, 30}, "META"),
          tagged("Facebook of 2021", Day{2021, 7, 1}, "FB"),
          tagged("Facebook on its last day", Day{2022, 6, 8}, "FB"),
          tagged("another FB", Day{2024, 3, 1}, "FB"),
          tagged("Meta by its name", Day{2022, 3, 1}, "META"),
          tagged("Meta on its first day", Day{2022, 6, 9}, "META"),
          tagged("Meta of 2024", Day{2024, 3, 1}, "META"),
          tagged("Meta of no day", std::nullopt, "META"),
          tagged("Facebook of no day", std::nullopt, "FB"),
          tagged("Nvidia", Day{2024, 3, 1}, "NVDA")};
}

struct Answer {
  std::vector<std::string> titles;
  std::string warnings;
  std::string parsed;
};

Answer ask(const std::string& text, const std::string& ticker = "", bool literal = false) {
  static const TestArchive files(articles(), 2);
  static const Archive archive = files.open();
  static Searcher searcher(archive);
  SearchRequest request;
  request.query.text = text;
  if (!ticker.empty()) request.query.tickers = {ticker};
  request.query.literal_tickers = literal;
  request.query.clock.now_s = kMadeAt;
  request.limit = 100;
  SearchAnswer found = searcher.search(request);
  Answer answer;
  for (const Hit& hit : found.hits) answer.titles.push_back(hit.article.title);
  std::sort(answer.titles.begin(), answer.titles.end());
  for (const std::string& warning : found.query.warnings) answer.warnings += warning + "\n";
  answer.parsed = found.query.parsed;
  return answer;
}

TEST_CASE("A symbol finds its company under the symbol of each day, and says so", "[search][tickers]") {
  struct Case {
    const char* query;
    std::vector<std::string> titles;
    std::vector<const char*> says;
  };
  const char* const also_fb =
      "also finds FB, its symbol from 2012-05-18 to 2022-06-08; --literal-ticker turns that off";
  const char* const also_meta = "also finds META, its symbol since 2022-06-09; --literal-ticker turns that off";
  const char* const not_fund = "leaves out articles until 2022-01-30, when META was the symbol of Roundhill";
  const Case cases[] = {
      {"ticker:META",
       {"Facebook of 2021", "Facebook on its last day", "Meta by its name", "Meta of 2024", "Meta of no day",
        "Meta on its first day"},
       {also_fb, not_fund}},
      {"ticker:META date:2021", {"Facebook of 2021"}, {also_fb, not_fund}},
      {"ticker:META date:2024", {"Meta of 2024"}, {}},
      {"ticker:META date:2022-06-08..2022-06-09", {"Facebook on its last day", "Meta on its first day"}, {also_fb}},
      {"ticker:FB",
       {"Facebook of 2021", "Facebook of no day", "Facebook on its last day", "Meta of 2024", "Meta on its first day",
        "another FB"},
       {also_meta}},
      {"about:META date:2021", {"Facebook of 2021"}, {"about:META also finds FB", "about:META leaves out"}},
      {"ticker:NVDA", {"Nvidia"}, {}},
      {"Facebook -ticker:META", {"Facebook of no day"}, {also_fb, not_fund}},
      {"ticker:METV", {"fund of 2021", "fund on its last day"}, {"also finds META, its symbol until 2022-01-30"}},
  };
  for (const Case& c : cases) {
    CAPTURE(c.query);
    const Answer answer = ask(c.query);
    CHECK(answer.titles == c.titles);
    CAPTURE(answer.warnings);
    CHECK(static_cast<std::size_t>(std::count(answer.warnings.begin(), answer.warnings.end(), '\n')) == c.says.size());
    for (const char* words : c.says) CHECK(answer.warnings.find(words) != std::string::npos);
  }
}

TEST_CASE("A symbol given as a filter is dated too", "[search][tickers]") {
  CHECK(ask("date:2021", "META").titles == std::vector<std::string>{"Facebook of 2021"});
}

TEST_CASE("A literal symbol means what it says", "[search][tickers]") {
  const Answer answer = ask("ticker:META date:2021", "", true);
  CHECK(answer.titles == std::vector<std::string>{"fund of 2021"});
  CHECK(answer.warnings.empty());
}

TEST_CASE("Why nothing was found is told with the symbol as written", "[search][tickers]") {
  std::vector<Article> dated = articles();
  std::erase_if(dated, [](const Article& article) { return !article.published; });
  for (const std::vector<Article>& made : {articles(), dated}) {
    const TestArchive files(made, 2);
    const Archive archive = files.open();
    Searcher searcher(archive);
    for (const char* const query : {"ticker:META zzzzqq", "zzzzqq -ticker:META", "about:META zzzzqq"}) {
      CAPTURE(query);
      SearchRequest request;
      request.query.text = query;
      request.query.clock.now_s = kMadeAt;
      request.partial = false;
      const SearchAnswer found = searcher.search(request);
      REQUIRE(found.diagnosis);
      const Diagnosis& why = *found.diagnosis;
      REQUIRE(why.filters.size() == 1);
      CHECK(std::string(query).find(why.filters[0].text.substr(why.filters[0].text.find(' ') + 1)) !=
            std::string::npos);
      for (const Unknown& unknown : why.unknown) CHECK(unknown.text == "zzzzqq");
    }
  }
}

TEST_CASE("Without the dates that leave all out the company is still counted under all of its symbols",
          "[search][tickers]") {
  const TestArchive files(articles(), 2);
  const Archive archive = files.open();
  SearchRequest request;
  request.query.text = "ticker:FB date:2019";  // four are marked FB, six belong to the company
  request.query.clock.now_s = kMadeAt;
  const SearchAnswer found = Searcher(archive).search(request);
  REQUIRE(found.diagnosis);
  REQUIRE(found.diagnosis->filters.size() == 2);
  CHECK(found.diagnosis->filters[0].passes == 6);
  CHECK(found.diagnosis->filters[1].without == 6);
  CHECK(found.query.warnings.empty());
}

TEST_CASE("The query is shown with the symbol as written", "[search][tickers]") {
  CHECK(ask("ticker:meta oil").parsed == "ticker:META AND oil");
}

}  // namespace
}  // namespace broadtape
