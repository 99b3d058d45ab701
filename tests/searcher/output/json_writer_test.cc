#include "searcher/output/json_writer.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <sstream>

#include "common/text/utf8.h"

namespace broadtape {
namespace {

SearchResponse response() {
  SearchResponse response;
  response.text = "gpu";
  response.parsed = "gpu";
  response.since_s = 1'735'689'600;
  response.warnings = {"a warning"};
  response.total = 12;
  response.undated_left_out = 3;
  response.took_us = 840;
  Hit hit;
  hit.rank = 1;
  hit.id = "mzxw6ytboi3dgnbv";
  hit.score = 1.23456789;
  hit.title = "Meta \"spends\"";
  hit.source = "Harbor Wire";
  hit.published = Instant{1'738'245'900, Precision::kSecond};
  hit.tickers = {"META"};
  hit.snippet.pieces = {{"its ", false}, {"GPU", true}};
  response.hits = {hit, hit};
  response.hits[1].rank = 2;
  response.hits[1].published.reset();
  response.facets = {{"ticker", {{"NVDA", 7}}, 1}};
  return response;
}

std::string written(const SearchResponse& answer) {
  std::ostringstream out;
  write_json_answer(answer, {}, out);
  return out.str();
}

TEST_CASE("An answer as JSON has the documented members in order", "[output]") {
  const auto json = nlohmann::ordered_json::parse(written(response()));
  CHECK(
      json.dump() ==
      R"({"query":{"text":"gpu","parsed":"gpu","since":"2025-01-01T00:00:00Z","until":null,"match":"all","warnings":["a warning"]},)"
      R"("total":12,"total_is_exact":true,"undated_left_out":3,"took_us":840,)"
      R"("results":[{"rank":1,"id":"mzxw6ytboi3dgnbv","score":1.2346,"title":"Meta \"spends\"","url":"","source":"Harbor Wire","author":"",)"
      R"("published":"2025-01-30T14:05:00Z","tickers":["META"],"snippet":[{"text":"its ","match":false},{"text":"GPU","match":true}]},)"
      R"({"rank":2,"id":"mzxw6ytboi3dgnbv","score":1.2346,"title":"Meta \"spends\"","url":"","source":"Harbor Wire","author":"",)"
      R"("published":null,"tickers":["META"],"snippet":[{"text":"its ","match":false},{"text":"GPU","match":true}]}],)"
      R"("facets":{"ticker":[{"value":"NVDA","count":7}]}})");
}

TEST_CASE("An answer without results has empty lists", "[output]") {
  const auto json = nlohmann::json::parse(written({}));
  CHECK(json["results"] == nlohmann::json::array());
  CHECK(json["facets"] == nlohmann::json::object());
  CHECK(json["query"]["since"].is_null());
}

TEST_CASE("JSON is valid UTF-8 whatever it is made of", "[output]") {
  SearchResponse answer = response();
  answer.hits[0].title = "bad \xff byte \x1b";
  const std::string text = written(answer);
  CHECK(is_valid_utf8(text));
  CHECK(nlohmann::json::parse(text)["results"][0]["title"] == "bad \ufffd byte \x1b");
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
  write_json_article({article, old}, {}, out);
  const auto json = nlohmann::json::parse(out.str());
  CHECK(json["title"] == "New");
  CHECK(json["published"] == "2025-01-30");
  CHECK(json["tickers"][0]["evidence"] == "name");
  CHECK(json["earlier_versions"][0]["title"] == "Old");
}

}  // namespace
}  // namespace broadtape
