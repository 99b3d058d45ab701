// Limits on the cost of a query before matching: its size, and a time budget.
#include <algorithm>
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "searcher/search/searcher.h"
#include "tests/support/article_maker.h"
#include "tests/support/error_matcher.h"
#include "tests/support/test_archive.h"
#include "tests/support/texts.h"

namespace broadtape {
namespace {

std::string query_limits_numbered(const std::string& before, int count, const std::string& after) {
  std::string out;
  for (int i = 0; i < count; ++i) out += before + std::to_string(i) + after;
  return out;
}

SearchRequest request_of(const std::string& text) {
  SearchRequest request;
  request.query.text = text;
  return request;
}

const TestArchive& some_articles() {
  static const TestArchive files(
      {make_article("oil", "gas rises, and gas falls; oil stays"), make_article("rates", "a rate cut and a tariff"),
       make_article("gas", "gases are not oil but gas"), make_article("w3 w5", "w4 w7 oil")},
      2);
  return files;
}

TEST_CASE("A part of a query past its limit is refused, and named", "[search][limits]") {
  const Archive archive = some_articles().open();
  Searcher searcher(archive);
  struct Row {
    const char* name;
    std::string text;
    const char* says;
  };
  const Row rows[] = {
      {"a phrase", "oil \"" + repeated("oil ", 3'001) + "\"", "a phrase of 3,001 words"},
      {"words without spaces", "oil " + repeated("x,", 3'001), "a phrase of 3,001 words"},
      {"letters and digits joined by dots", repeated("9.9.", 4'000), "a phrase of"},
      {"Japanese without spaces", repeated("\u682a\u4fa1", 2'000), "a phrase of 3,999 words"},
      {"a phrase in a title", "title:\"" + repeated("oil ", 3'001) + "\"", "a phrase of 3,001 words"},
      {"counted words", "atleast2:\"" + repeated("oil ", 3'001) + "\"", "a phrase of 3,001 words"},
      {"wildcards", query_limits_numbered("zz", 1'001, "x* "), "more than 1,000 wildcards"},
      {"words", query_limits_numbered("w", 40'001, " "), "has 40001 words, and at most 40000"},
      {"values of a field", "id:" + query_limits_numbered("w", 40'001, ","), "has 40001 words, and at most 40000"},
      {"bytes", std::string((1u << 20) + 1, 'x'), "has 1048577 bytes, and at most 1048576"},
      {"groups whose words multiply",
       "(" + query_limits_numbered("a", 30, " ") + ") w/5 (" + query_limits_numbered("b", 900, " OR ") + "c) w/5 (" +
           query_limits_numbered("d", 30, " ") + ")",
       "combine into more than"},
  };
  for (const Row& row : rows) {
    DYNAMIC_SECTION(row.name) {
      CHECK_THROWS_MATCHES(searcher.search(request_of(row.text)), Error, HasKind(ErrorKind::kQuery) && Says(row.says));
    }
  }
}

TEST_CASE("A query that exceeds the time budget is rejected, and the part is named", "[search][limits]") {
  const Archive archive = some_articles().open();
  Searcher searcher(archive);
  struct Row {
    const char* text;
    const char* says;
  };
  const Row rows[] = {
      {"atleast2:(oil OR \"gas rises\")",
       "`atleast2:(oil OR \"gas rises\")` takes too long to prepare: it looks at 3 words in 3 articles"},
      {"rate ((rate w/2 cut) w/5 tariff)", "takes too long to prepare: it looks at"},
      {"oil AND gas*", "the wildcards up to gas* take too long to look up"},
  };
  for (const Row& row : rows) {
    INFO(row.text);
    SearchRequest request = request_of(row.text);
    CHECK(searcher.search(request).total > 0);
    request.query.limits.preparing = std::chrono::nanoseconds(0);
    CHECK_THROWS_MATCHES(searcher.search(request), Error, HasKind(ErrorKind::kQuery) && Says(row.says) && Says("^"));
  }
}

TEST_CASE("Simple queries are answered without a preparation budget", "[search][limits]") {
  const Archive archive = some_articles().open();
  Searcher searcher(archive);
  for (const char* const text : {"oil", "\"rate cut\"", "oil w/5 gas", "oil -gas", "(oil OR gas) title:gas"}) {
    INFO(text);
    SearchRequest request = request_of(text);
    const std::uint64_t total = searcher.search(request).total;
    request.query.limits.preparing = std::chrono::nanoseconds(0);
    CHECK(searcher.search(request).total == total);
  }
}

TEST_CASE("A diagnosis that runs out of time says that it is a part", "[search][limits]") {
  const Archive archive = some_articles().open();
  Searcher searcher(archive);
  SearchRequest request = request_of("tarif rates");
  request.diagnose = true;
  request.query.match = Match::kAll;
  request.partial = false;
  const auto says_part = [](const SearchAnswer& answer) {
    return std::any_of(answer.query.warnings.begin(), answer.query.warnings.end(),
                       [](const Warning& warning) { return warning.code == WarningCode::kIncomplete; });
  };
  const SearchAnswer whole = searcher.search(request);
  REQUIRE(whole.diagnosis);
  CHECK_FALSE(whole.diagnosis->unknown.empty());
  CHECK_FALSE(says_part(whole));
  request.query.limits.preparing = std::chrono::nanoseconds(0);
  CHECK(says_part(searcher.search(request)));
}

TEST_CASE("A word that a query has often counts so often", "[search][limits]") {
  const Archive archive = some_articles().open();
  Searcher searcher(archive);
  struct Row {
    std::string often;
    std::string once;
    double times;  // factor in the score
  };
  const Row rows[] = {{repeated("oil ", 7), "oil", 7},
                      {repeated("oil OR ", 4) + "oil", "oil", 5},
                      {repeated("(oil OR gas) ", 3), "oil OR gas", 3},
                      {repeated("\"gas rises\" ", 2'000), "\"gas rises\"", 2'000},
                      {repeated("gas title:gas -zinc ", 2), "gas title:gas -zinc", 2}};
  for (const Row& row : rows) {
    INFO(row.once);
    SearchRequest request = request_of(row.often);
    request.dependence = false;  // adjacent words affect it, and there are more of them
    const SearchAnswer often = searcher.search(request);
    request.query.text = row.once;
    const SearchAnswer once = searcher.search(request);
    REQUIRE(often.hits.size() == once.hits.size());
    REQUIRE_FALSE(once.hits.empty());
    for (std::size_t i = 0; i < once.hits.size(); ++i) {
      CHECK(often.hits[i].article.id == once.hits[i].article.id);
      CHECK(often.hits[i].score == Approx(row.times * once.hits[i].score));
    }
  }
}

TEST_CASE("Exclusions joined by OR match articles that lack at least one of them", "[search][limits]") {
  const Archive archive = some_articles().open();
  Searcher searcher(archive);
  struct Row {
    const char* text;
    std::uint64_t total;
  };
  const Row rows[] = {
      {"(NOT oil) OR (NOT gas)", 2},    {"(NOT oil) OR (NOT zinc)", 4},        {"oil ((NOT gas) OR (NOT rate))", 3},
      {"(NOT oil) OR gas", 3},          {"rate OR (NOT gas) OR (NOT oil)", 2}, {"(NOT gas) OR (NOT gas)", 2},
      {"-((NOT oil) OR (NOT gas))", 2},
  };
  for (const Row& row : rows) {
    INFO(row.text);
    CHECK(searcher.search(request_of(row.text)).total == row.total);
  }
}

// Above a number of words, the article's term list decides which of them are looked up.
TEST_CASE("Counts and nearness of many words find what those of few find", "[search][limits]") {
  const Archive archive = some_articles().open();
  Searcher searcher(archive);
  const std::string absent = query_limits_numbered(" OR zz", 40, "");
  struct Row {
    std::string few;
    std::string many;
  };
  const Row rows[] = {
      {"atleast2:(gas OR \"oil stays\")", "atleast2:(gas OR \"oil stays\"" + absent + ")"},
      {"atleast3:(gas OR \"oil stays\")", "atleast3:(gas OR \"oil stays\"" + absent + ")"},
      {"lead:(atleast2:(gas OR oil))", "lead:(atleast2:(gas OR oil" + absent + "))"},
      {"\"rate cut\" w/5 tariff", "(\"rate cut\"" + absent + ") w/5 tariff"},
      {"lead:(gas near/9 \"oil stays\")", "lead:((gas" + absent + ") near/9 \"oil stays\")"},
      {"oil w/2 stays", "(oil" + query_limits_numbered(" OR zz", 2'001, "") + ") w/2 stays"},
      {"gas near/3 gas", "(gas" + query_limits_numbered(" OR zz", 2'001, "") + ") near/3 gas"},
      {"gas w/3 falls w/9 oil", "(gas" + query_limits_numbered(" OR zz", 2'001, "") + ") w/3 falls w/9 oil"},
  };
  for (const Row& row : rows) {
    INFO(row.few);
    CHECK(searcher.search(request_of(row.many)).total == searcher.search(request_of(row.few)).total);
  }
}

TEST_CASE("A misspelt word is put right wherever a long query has it", "[search][limits]") {
  const Archive archive = some_articles().open();
  Searcher searcher(archive);
  SearchRequest request = request_of(repeated("tarriff ", 2'000));
  request.diagnose = true;
  const SearchAnswer answer = searcher.search(request);
  REQUIRE(answer.diagnosis);
  REQUIRE(answer.diagnosis->corrected);
  CHECK(answer.diagnosis->corrected->text == repeated("tariff ", 2'000));
}

}  // namespace
}  // namespace broadtape
