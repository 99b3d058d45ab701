// Queries of the maximum length and depth are answered with bounded time and stack.
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "common/error/error.h"
#include "searcher/search/searcher.h"
#include "tests/support/article_maker.h"
#include "tests/support/error_matcher.h"
#include "tests/support/test_archive.h"
#include "tests/support/texts.h"

namespace broadtape {
namespace {

std::string huge_queries_numbered(const std::string& before, int count, const std::string& between) {
  std::string out;
  for (int i = 0; i < count; ++i) out += (i > 0 ? between : "") + before + std::to_string(i);
  return out;
}

constexpr std::uint64_t kRefused = ~std::uint64_t{0};

TEST_CASE("Huge queries are answered", "[search][huge]") {
  std::vector<Article> articles = {make_article("oil", repeated("oil ", 3'000)), make_article("gas", "rate cut w7"),
                                   make_article(repeated("oil ", 60), "gas"),
                                   make_article("gold", repeated("gold ", 300) + "gas"),
                                   make_article("stars", huge_queries_numbered("star", 900, " "))};
  const TestArchive files(articles, 2);
  const Archive archive = files.open();
  Searcher searcher(archive);
  struct Row {
    const char* name;
    std::string text;
    std::uint64_t total;
  };
  const Row rows[] = {
      {"10,000 parentheses", repeated("(", 10'000) + "oil" + repeated(")", 10'000), 2},
      {"10,000 groups in each other", repeated("(oil OR (gas ", 5'000) + "x" + repeated("))", 5'000), 2},
      {"20,000 ORs of one word", "oil" + repeated(" OR oil", 20'000), 2},
      {"20,000 ORs of many words", huge_queries_numbered("w", 20'000, " OR "), 1},
      {"20,000 words", repeated("oil ", 20'000), 2},
      {"20,000 different words", huge_queries_numbered("oil OR w", 20'000, " "), 2},
      {"20,000 exclusions", "oil " + huge_queries_numbered("-w", 20'000, " "), 2},
      {"500 nearnesses of one word", "oil" + repeated(" w/3 oil", 500), 1},
      {"20,000 nearnesses of many", huge_queries_numbered("w", 20'000, " near/3 "), 0},
      {"2,000 words counted", "atleast50:(" + huge_queries_numbered("w", 2'000, " OR ") + " OR oil)", 2},
      {"a phrase of 5,000 words", '"' + repeated("oil ", 2'900) + '"', 1},
      {"5,000 leads", repeated("lead:oil ", 5'000), 2},
      {"10 wildcards of 900 words", repeated("star* OR ", 10) + "oil", 3},
      {"12 wildcards of 900 words", repeated("star* OR ", 12) + "oil", kRefused},
      {"5,000 dates", repeated("date:2025-01 ", 5'000), 5},
      {"20,000 symbols", "ticker:" + huge_queries_numbered("A", 20'000, ","), 0},
      {"one word of 64 KB", std::string(65'536, 'x'), 0},
      {"64 KB of zero bytes", std::string(65'536, '\0'), 0},
      {"groups that multiply", repeated("(a (b OR (c d))) near/5 ", 12) + "oil", kRefused},
      {"nearness of nearness of one word", "(gold w/100 gold w/100 gold w/100 gold) w/5 gas", 1},
      {"nearness in any order of nearness of one word", "(gold near/100 gold near/100 gold) near/5 gas", kRefused},
  };
  for (const Row& row : rows) {
    DYNAMIC_SECTION(row.name) {
      SearchRequest request;
      request.query.text = row.text;
      request.partial = false;
      if (row.total == kRefused) {
        CHECK_THROWS_MATCHES(searcher.search(request), Error, Says("^"));
      } else {
        CHECK(searcher.search(request).total == row.total);
      }
    }
  }
}

}  // namespace
}  // namespace broadtape
