#include "searcher/output/article_writer.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <sstream>

namespace broadtape {
namespace {

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
  write_text(ArticleVersions{article, {old}}, {80, false, false}, out);
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
  write_text(ArticleVersions{article, {}}, {80, false, false}, out);
  CHECK_THAT(out.str(), Catch::Contains("NVDA AMD INTC AVGO MRVL MU TSM"));
}

TEST_CASE("An article as JSON has its earlier versions", "[output]") {
  Article article;
  article.id = "mzxw6ytboi3dgnbv";
  article.title = "New";
  article.published = Instant{1'738'195'200, Precision::kDay};
  article.tickers = {{"META", TickerEvidence::kName, 2, true, false}};
  Article old = article;
  old.title = "Old";
  std::ostringstream out;
  write_answer(ArticleVersions{article, {old}}, {Format::kJson, {}, false}, out);
  const auto json = nlohmann::json::parse(out.str());
  CHECK(json["title"] == "New");
  CHECK(json["published"] == "2025-01-30");
  CHECK(json["tickers"][0]["evidence"] == "name");
  CHECK(json["earlier_versions"][0]["title"] == "Old");
}

}  // namespace
}  // namespace broadtape
