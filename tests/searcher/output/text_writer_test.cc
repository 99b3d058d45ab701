#include "searcher/output/text_writer.h"

#include <catch2/catch.hpp>
#include <sstream>

#include "common/text/display_width.h"
#include "tests/support/error_matcher.h"

namespace broadtape {
namespace {

SearchResponse response() {
  SearchResponse response;
  response.total = 1'234;
  response.undated_left_out = 3;
  response.took_us = 840;
  Hit hit;
  hit.rank = 1;
  hit.id = "mzxw6ytboi3dgnbv";
  hit.score = 4.321;
  hit.title = "Meta spends on GPUs";
  hit.title_pieces = {{"Meta spends on ", false}, {"GPUs", true}};
  hit.source = "Harbor Wire";
  hit.published = Instant{1'738'245'900, Precision::kSecond};
  hit.tickers = {"META", "NVDA"};
  hit.snippet.pieces = {{"said its ", false}, {"GPU", true}, {" demand grows", false}};
  hit.snippet.cut_before = hit.snippet.cut_after = true;
  response.hits = {hit};
  return response;
}

std::string written(const SearchResponse& answer, const TextStyle& style) {
  std::ostringstream out;
  write_text_answer(answer, style, out);
  return out.str();
}

TEST_CASE("An answer reads as title, facts, snippet and summary", "[output]") {
  CHECK(written(response(), {80, false, false}) ==
        "  1 Meta spends on GPUs\n"
        "    Harbor Wire · 2025-01-30 14:05Z · META NVDA · mzxw6ytboi3dgnbv\n"
        "    … said its GPU demand grows …\n"
        "\n"
        "1,234 articles, the first 1 shown, 3 undated left out (0.8 ms)\n");
  CHECK_THAT(written(response(), {80, false, true}), Catch::Contains("· score 4.32\n"));
}

TEST_CASE("Matches are coloured on request", "[output]") {
  const std::string text = written(response(), {80, true, false});
  CHECK_THAT(text, Catch::Contains("\x1b[1;33mGPU\x1b[0m demand"));
  CHECK_THAT(text, Catch::Contains("\x1b[1mMeta spends on\x1b[0m \x1b[1;33mGPUs\x1b[0m"));
}

TEST_CASE("What lacks is said or left out", "[output]") {
  SearchResponse answer = response();
  answer.hits[0].published.reset();
  answer.hits[0].source.clear();
  answer.hits[0].tickers = {"A", "B", "C", "D", "E", "F", "G", "H"};
  answer.hits[0].title_pieces.clear();
  answer.hits[0].snippet = {};
  answer.hits[0].rank = 12'345;
  answer.total_is_exact = false;
  answer.undated_left_out = 0;
  CHECK(written(answer, {80, false, false}) ==
        "12345 (no title)\n"
        "    undated · A B C D E F +2 · mzxw6ytboi3dgnbv\n"
        "\n"
        "at least 1,234 articles, 12,345 to 12,345 shown (0.8 ms)\n");
  CHECK(written({}, {80, false, false}) == "0 articles (0.0 ms)\n");
}

TEST_CASE("Facets are aligned tables with bars", "[output]") {
  SearchResponse answer;
  answer.total = 9;
  answer.facets = {{"ticker", {{"NVDA", 1'000}, {"深圳", 500}, {"A", 1}}, 5}, {"source", {}, 0}};
  CHECK(written(answer, {80, false, false}) ==
        "ticker (3 of 5)\n"
        "  NVDA     1,000 ▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇\n"
        "  深圳       500 ▇▇▇▇▇▇▇▇▇▇▇▇\n"
        "  A            1 ▇\n"
        "\n"
        "9 articles (0.0 ms)\n");
}

TEST_CASE("No line is wider than the terminal and no control character comes through", "[output]") {
  SearchResponse answer = response();
  answer.hits[0].rank = 1'234'567;
  answer.hits[0].title_pieces = {{std::string(300, 'z'), false}};
  answer.hits[0].source = "\x1b[2J" + std::string(300, 'x');
  answer.hits[0].snippet.pieces = {{std::string(500, 'y') + "\x07", true},
                                   {" 深圳股票交易所深圳股票交易所深圳股票交易所", false}};
  for (const std::size_t width : {60u, 80u, 200u}) {
    std::istringstream lines(written(answer, {width, false, false}));
    for (std::string line; std::getline(lines, line);) {
      CHECK(display_width(line) <= width);
      CHECK(line.find('\x1b') == std::string::npos);
      CHECK(line.find('\x07') == std::string::npos);
    }
  }
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
  write_text_article({article, old}, {80, false, false}, out);
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
  write_text_article({article}, {80, false, false}, out);
  CHECK_THAT(out.str(), Catch::Contains("NVDA AMD INTC AVGO MRVL MU TSM"));
}

TEST_CASE("A format that does not exist is refused with those that do", "[output]") {
  CHECK(find_format("json").name == "json");
  CHECK_THROWS_MATCHES(find_format("xml"), Error, Says("choose from text, json"));
}

}  // namespace
}  // namespace broadtape
