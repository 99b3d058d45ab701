#include "searcher/output/search_writer.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <sstream>

#include "common/text/display_width.h"
#include "common/text/utf8.h"

namespace broadtape {
namespace {

TickerMention mention(const std::string& symbol) {
  TickerMention mention;
  mention.symbol = symbol;
  mention.about = true;
  return mention;
}

SearchAnswer text_answer() {
  SearchAnswer answer;
  answer.total = answer.results = 1'234;
  answer.query.undated_left_out = 3;
  answer.took_us = 840;
  Hit hit;
  hit.rank = 1;
  hit.article.id = "mzxw6ytboi3dgnbv";
  hit.score = 4.321;
  hit.article.title = "Meta spends on GPUs";
  hit.title_pieces = {{"Meta spends on ", false}, {"GPUs", true}};
  hit.article.source = "Harbor Wire";
  hit.article.published = Instant{1'738'245'900, Precision::kSecond};
  hit.article.tickers = {mention("META"), mention("NVDA")};
  hit.snippet.pieces = {{"said its ", false}, {"GPU", true}, {" demand grows", false}};
  hit.snippet.cut_before = hit.snippet.cut_after = true;
  answer.hits = {hit};
  return answer;
}

std::string search_writer_written(const SearchAnswer& answer, const TextStyle& style) {
  std::ostringstream out;
  write_text(answer, "", style, out);
  return out.str();
}

TEST_CASE("An answer reads as title, facts, snippet and summary", "[output]") {
  CHECK(search_writer_written(text_answer(), {80, false, false}) ==
        "  1 Meta spends on GPUs\n"
        "    Harbor Wire · 2025-01-30 14:05Z · META NVDA · mzxw6ytboi3dgnbv\n"
        "    … said its GPU demand grows …\n"
        "\n"
        "1,234 articles, the first 1 shown, 3 undated left out (0.8 ms)\n");
  CHECK_THAT(search_writer_written(text_answer(), {80, false, true}), Catch::Contains("· score 4.32\n"));
}

TEST_CASE("A result names its copies and who had the story first", "[output][story]") {
  struct Case {
    std::uint64_t copies;
    FirstReport first;
    const char* line;
  };
  const Case cases[] = {
      {3, {"", "Harbor Wire", parse_instant("2025-01-30T07:12:00Z")}, "    +3 copies: Harbor Wire 07:12 first\n"},
      {1, {"", "Ledger", parse_instant("2025-01-29T07:12:00Z")}, "    +1 copy: Ledger 2025-01-29 07:12Z first\n"},
      {1'200, {"", "", parse_instant("2025-01-30")}, "    +1,200 copies: 2025-01-30 first\n"},
      {2, {"", "\x1b[2J", std::nullopt}, "    +2 copies: \ufffd[2J undated first\n"},
  };
  for (const Case& c : cases) {
    SearchAnswer answer = text_answer();
    answer.hits[0].collapsed = c.copies;
    answer.hits[0].story.first = c.first;
    answer.stories = 1'000;
    answer.results = 1'000;
    const std::string text = search_writer_written(answer, {80, false, false});
    CHECK_THAT(text, Catch::Contains(std::string("mzxw6ytboi3dgnbv\n") + c.line + "    … said"));
    CHECK_THAT(text, Catch::Contains("1,234 articles in 1,000 stories, the first 1 shown"));
  }
}

TEST_CASE("Matches are coloured on request", "[output]") {
  const std::string text = search_writer_written(text_answer(), {80, true, false});
  CHECK_THAT(text, Catch::Contains("\x1b[1;33mGPU\x1b[0m demand"));
  CHECK_THAT(text, Catch::Contains("\x1b[1mMeta spends on\x1b[0m \x1b[1;33mGPUs\x1b[0m"));
}

TEST_CASE("Missing values are marked or omitted", "[output]") {
  SearchAnswer answer = text_answer();
  answer.hits[0].article.published.reset();
  answer.hits[0].article.source.clear();
  answer.hits[0].article.tickers.clear();
  for (const char* symbol : {"A", "B", "C", "D", "E", "F", "G", "H"})
    answer.hits[0].article.tickers.push_back(mention(symbol));
  answer.hits[0].title_pieces.clear();
  answer.hits[0].snippet = {};
  answer.hits[0].rank = 12'345;
  answer.total_is_exact = false;
  answer.query.undated_left_out = 0;
  CHECK(search_writer_written(answer, {80, false, false}) ==
        "12345 (no title)\n"
        "    undated · A B C D E F +2 · mzxw6ytboi3dgnbv\n"
        "\n"
        "at least 1,234 articles, 12,345 to 12,345 shown (0.8 ms)\n");
  CHECK(search_writer_written({}, {80, false, false}) == "0 articles (0.0 ms)\n");
}

TEST_CASE("Facets are aligned tables with bars", "[output]") {
  SearchAnswer answer;
  answer.total = 9;
  answer.facets = {
      {"ticker", {{"NVDA", 1'000, "nvidia", "Nvidia"}, {"texaco", 700, "texaco", "Texaco"}, {"C@1987", 500}}, 5},
      {"month", {{"深圳", 500}, {"A", 1}}, 2},
      {"source", {}, 0}};
  CHECK(search_writer_written(answer, {80, false, false}) ==
        "ticker (3 of 5)\n"
        "  NVDA    Nvidia     1,000 ▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇\n"
        "          Texaco       700 ▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇\n"
        "  C@1987               500 ▇▇▇▇▇▇▇▇▇▇▇▇\n"
        "\n"
        "month\n"
        "  深圳       500 ▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇\n"
        "  A            1 ▇\n"
        "\n"
        "9 articles (0.0 ms)\n");
}

TEST_CASE("No line is wider than the terminal and no control character comes through", "[output]") {
  SearchAnswer answer = text_answer();
  answer.hits[0].rank = 1'234'567;
  answer.hits[0].title_pieces = {{std::string(300, 'z'), false}};
  answer.hits[0].article.source = "\x1b[2J" + std::string(300, 'x');
  answer.hits[0].snippet.pieces = {{std::string(500, 'y') + "\x07", true},
                                   {" 深圳股票交易所深圳股票交易所深圳股票交易所", false}};
  for (const std::size_t width : {60u, 80u, 200u}) {
    std::istringstream lines(search_writer_written(answer, {width, false, false}));
    for (std::string line; std::getline(lines, line);) {
      CHECK(display_width(line) <= width);
      CHECK(line.find('\x1b') == std::string::npos);
      CHECK(line.find('\x07') == std::string::npos);
    }
  }
}

SearchAnswer machine_answer() {
  SearchAnswer answer;
  answer.query.text = "gpu";
  answer.query.parsed = "gpu";
  answer.query.since_s = 1'735'689'600;
  answer.query.warnings = {{WarningCode::kSpelling, "a warning"}};
  answer.total = answer.results = 12;
  answer.stories = 11;
  answer.query.undated_left_out = 3;
  answer.took_us = 840;
  Hit hit;
  hit.rank = 1;
  hit.article.id = "mzxw6ytboi3dgnbv";
  hit.score = 1.23456789;
  hit.article.title = "Meta \"spends\"";
  hit.article.source = "Harbor Wire";
  hit.article.published = Instant{1'738'245'900, Precision::kSecond};
  hit.article.tickers = {mention("META")};
  hit.article.tickers[0].company = "meta-platforms";
  hit.snippet.pieces = {{"its ", false}, {"GPU", true}};
  answer.hits = {hit, hit};
  answer.hits[0].story = {"mzxw6ytboi3dgnbv", 3, {"pzwxlrzffdosm6bx", "Ledger", parse_instant("2025-01-30T07:12:00Z")}};
  answer.hits[0].collapsed = 1;
  answer.hits[1].rank = 2;
  answer.hits[1].article.published.reset();
  answer.facets = {{"ticker", {{"NVDA", 7, "nvidia", "Nvidia"}}, 1, 7}};
  return answer;
}

std::string json_text(const SearchAnswer& answer) {
  return json_text_of(answer, default_fields(Format::kJson), {}, JsonLayout::kIndented);
}

TEST_CASE("An answer as JSON has the documented members in order", "[output]") {
  const auto json = nlohmann::ordered_json::parse(json_text(machine_answer()));
  CHECK(
      json.dump() ==
      R"({"format_version":1,"query":{"text":"gpu","parsed":"gpu","left_out":[],"since":"2025-01-01T00:00:00Z","until":null,"match":"all","warnings":[{"code":"spelling","message":"a warning"}]},)"
      R"("total":12,"total_is_exact":true,"results_total":12,"sort":"relevance","stories":11,"undated_left_out":3,"took_us":840,)"
      R"("results":[{"rank":1,"id":"mzxw6ytboi3dgnbv","score":1.2346,"title":"Meta \"spends\"","url":"","source":"Harbor Wire","author":"",)"
      R"("published":"2025-01-30T14:05:00Z","tickers":["META"],"source_tickers":["META"],"companies":[{"key":"meta-platforms","name":"Meta Platforms","symbol":"META","about":true,"evidence":"source"}],"snippet":[{"text":"its ","match":false},{"text":"GPU","match":true}],"story":{"id":"mzxw6ytboi3dgnbv","articles":3,"collapsed":1,"withdrawn":false,"first":{"id":"pzwxlrzffdosm6bx","source":"Ledger","date":"2025-01-30T07:12:00Z"}}},)"
      R"({"rank":2,"id":"mzxw6ytboi3dgnbv","score":1.2346,"title":"Meta \"spends\"","url":"","source":"Harbor Wire","author":"",)"
      R"("published":null,"tickers":["META"],"source_tickers":["META"],"companies":[{"key":"meta-platforms","name":"Meta Platforms","symbol":"META","about":true,"evidence":"source"}],"snippet":[{"text":"its ","match":false},{"text":"GPU","match":true}],"story":null}],)"
      R"("partial_results":[],"facets":{"ticker":{"distinct_values":1,"missing":5,"values":[{"value":"NVDA","count":7,)"
      R"("share":58.3333,"archive_count":null,"lift":null,"unusual":null,"key":"nvidia","name":"Nvidia"}]}}})");
}

TEST_CASE("An answer on one line is the same JSON, with more members at its end", "[output]") {
  SearchAnswer partial = machine_answer();
  partial.partial_hits = {partial.hits[0]};
  SearchAnswer unmatched;
  unmatched.diagnosis.emplace();
  const FieldList fields = default_fields(Format::kJson);
  for (const SearchAnswer& answer : {machine_answer(), partial, unmatched, SearchAnswer{}}) {
    const std::string line = json_text_of(answer, fields, {.last = {{"next_cursor", nullptr}}});
    CHECK(line.find('\n') == line.size() - 1);
    auto expected = nlohmann::ordered_json::parse(json_text(answer));
    expected["next_cursor"] = nullptr;
    CHECK(nlohmann::ordered_json::parse(line).dump() == expected.dump());
  }
}

TEST_CASE("Articles with a part of the words stand under a line of their own", "[output]") {
  SearchAnswer answer = text_answer();
  answer.total = answer.results = 1;
  answer.partial_hits = {answer.hits[0]};
  answer.partial_hits[0].rank = 2;
  CHECK_THAT(search_writer_written(answer, {80, false, false}),
             Catch::Contains("\n\nwith some of the words only:\n\n  2 Meta spends on GPUs\n") &&
                 Catch::Contains("1 article, 3 undated left out"));
  CHECK(nlohmann::json::parse(json_text(answer))["partial_results"].size() == 1);
}

TEST_CASE("An answer without results has empty lists", "[output]") {
  const auto json = nlohmann::json::parse(json_text({}));
  CHECK(json["results"] == nlohmann::json::array());
  CHECK(json["facets"] == nlohmann::json::object());
  CHECK(json["query"]["since"].is_null());
}

TEST_CASE("JSON is valid UTF-8 whatever it is made of", "[output]") {
  SearchAnswer answer = machine_answer();
  answer.hits[0].article.title = "bad \xff byte \x1b";
  const std::string text = json_text(answer);
  CHECK(is_valid_utf8(text));
  CHECK(nlohmann::json::parse(text)["results"][0]["title"] == "bad \ufffd byte \x1b");
  const std::string line = json_text_of(answer, default_fields(Format::kJson));
  CHECK(is_valid_utf8(line));
  CHECK(nlohmann::json::parse(line)["results"][0]["title"] == "bad \ufffd byte \x1b");
}

}  // namespace
}  // namespace broadtape
