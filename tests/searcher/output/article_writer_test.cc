#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <sstream>

#include "searcher/output/answer_writers.h"

namespace broadtape {
namespace {

ShownArticles shown(ArticleVersions versions) {
  versions.flags.resize(1 + versions.earlier.size());
  return {false, {}, {{versions, {}, {}}}};
}

TEST_CASE("The words of a query are marked in the text", "[output]") {
  Article article;
  article.title = "Gold rises";
  article.body = "The price of gold.\nMore gold, \x1b[31mred.";
  ShownArticles marked = shown({article, {}});
  marked.highlighted = true;
  marked.articles[0].title_pieces = {{"Gold", true}, {" rises", false}};
  marked.articles[0].body_pieces = {
      {"The price of ", false}, {"gold", true}, {".\nMore ", false}, {"gold", true}, {", \x1b[31mred.", false}};
  std::ostringstream plain, coloured;
  write_text(marked, {80, false, false}, plain);
  CHECK_THAT(plain.str(), Catch::Contains("The price of gold.\n\nMore gold, \ufffd[31mred.\n"));
  write_text(marked, {80, true, false}, coloured);
  CHECK_THAT(coloured.str(), Catch::Contains("The price of \x1b[1;33mgold\x1b[0m."));
  const Json json = json_of(marked);
  CHECK(json["title_pieces"][0]["match"] == true);
  CHECK(json["body_pieces"].size() == 5);
  marked.articles.push_back(marked.articles[0]);
  CHECK(json_of(marked)["articles"].size() == 2);
}

TEST_CASE("An article is shown whole with its versions", "[output]") {
  Article article;
  article.id = "mzxw6ytboi3dgnbv";
  article.title = "New title";
  article.source = "Harbor Wire";
  article.author = "Ann Lee";
  article.url = "https://news.example/1";
  article.published = Instant{1'738'195'200, Precision::kDay};
  article.body = "First paragraph.\nSecond paragraph.";
  Article old = article;
  old.title = "Old title";
  old.first_seen_s = 1'738'245'900;
  std::ostringstream out;
  write_text(shown({article, {old}}), {80, false, false}, out);
  CHECK(out.str() ==
        "New title\n"
        "Harbor Wire · Ann Lee · 2025-01-30 · mzxw6ytboi3dgnbv\n"
        "https://news.example/1\n"
        "\n"
        "First paragraph.\n"
        "\n"
        "Second paragraph.\n"
        "\n"
        "earlier version, first seen 2025-01-30T14:05:00Z: Old title\n");
}

TEST_CASE("A whole article shows every ticker", "[output]") {
  Article article;
  article.title = "Chips";
  for (const char* symbol : {"NVDA", "AMD", "INTC", "AVGO", "MRVL", "MU", "TSM"}) {
    TickerMention mention;
    mention.symbol = symbol;
    article.tickers.push_back(mention);
  }
  std::ostringstream out;
  write_text(shown({article, {}}), {80, false, false}, out);
  CHECK_THAT(out.str(), Catch::Contains("NVDA AMD INTC AVGO MRVL MU TSM"));
}

TEST_CASE("An article as JSON has its earlier versions", "[output]") {
  Article article;
  article.id = "mzxw6ytboi3dgnbv";
  article.title = "New";
  article.published = Instant{1'738'195'200, Precision::kDay};
  article.tickers = {{"META", TickerEvidence::kName, 2, true, false, "meta-platforms"}};
  article.tickers[0].about = true;
  Article old = article;
  old.title = "Old";
  std::ostringstream out;
  write_answer(shown({article, {old}}), {Format::kJson, {}, false}, out);
  const auto json = nlohmann::json::parse(out.str());
  CHECK(json["title"] == "New");
  CHECK(json["published"] == "2025-01-30");
  CHECK(json["tickers"][0]["evidence"] == "name");
  CHECK(json["tickers"][0]["name"] == "Meta Platforms");
  CHECK(json["companies"] == nlohmann::json::parse(R"([{"key": "meta-platforms", "name": "Meta Platforms",
                                                        "symbol": "META", "about": true, "evidence": "name"}])"));
  CHECK(json["earlier_versions"][0]["title"] == "Old");
}

TEST_CASE("An article as CSV has its tickers by symbol", "[output]") {
  Article article;
  article.id = "mzxw6ytboi3dgnbv";
  article.tickers = {{"META", TickerEvidence::kName, 2, true, false, "meta-platforms"},
                     {"NVDA", TickerEvidence::kName, 1, false, false, "nvidia"}};
  std::ostringstream out;
  write_answer(shown({article, {}}), {Format::kCsv, {}, false}, out);
  CHECK_THAT(out.str(), Catch::Contains(",tickers,source_tickers,companies,labels,flags,body\r\n") &&
                            Catch::Contains(",\"META;NVDA\",,\"Meta Platforms;Nvidia\","));
}

TEST_CASE("An article names its companies with key and evidence, once each", "[output]") {
  Article article;
  TickerMention chrysler{"C", TickerEvidence::kReutersCode, 2, true, false, "chrysler"};
  chrysler.as_of = "1987";
  chrysler.about = true;
  TickerMention gillette{"GLT", TickerEvidence::kReutersCode, 1, false, false};
  gillette.name = "Gulf Lines";
  article.tickers = {chrysler,
                     {"", TickerEvidence::kName, 1, false, false, "pennzoil"},
                     {"BRK.A", TickerEvidence::kName, 1, false, false, "berkshire-hathaway"},
                     {"BRK.B", TickerEvidence::kSource, 1, false, false, "berkshire-hathaway"},
                     gillette};
  article.tickers[3].about = true;
  std::ostringstream out;
  write_text(shown({article, {}}), {200, false, false}, out);
  CHECK_THAT(out.str(),
             Catch::Contains("companies: C@1987 Chrysler (chrysler, reuters-code, about); Pennzoil (pennzoil, "
                             "name); BRK.A Berkshire Hathaway (berkshire-hathaway, source, about); GLT Gulf "
                             "Lines (reuters-code)\n"));
}

}  // namespace
}  // namespace broadtape
