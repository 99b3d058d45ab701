#include "searcher/commands/batch_reader.h"

#include <catch2/catch.hpp>
#include <sstream>
#include <streambuf>
#include <string>
#include <vector>

#include "tests/support/error_matcher.h"

namespace broadtape {
namespace {

std::vector<BatchQuery> read(const std::string& text, const SearchRequest& base = {}) {
  std::istringstream in(text);
  BatchReader reader(in, base);
  std::vector<BatchQuery> queries;
  for (BatchQuery query; reader.next(query);) queries.push_back(query);
  return queries;
}

TEST_CASE("A line is an id, a tab and a query, or a query alone", "[commands]") {
  const std::vector<BatchQuery> queries = read(
      "\ufeff# topics of the week\n"
      "q1\tDeepSeek GPU\r\n"
      "\n"
      "oil price\n"
      "   \t \n"
      "q3\ta tab\tmore\n"
      "q4\t\n"
      "last\n"
      "#\n"
      "#MeToo\n"
      "#q5\toil\n");
  REQUIRE(queries.size() == 7);
  struct Case {
    std::uint64_t line;
    const char* id;
    const char* text;
    bool refused;
  };
  const Case cases[] = {{2, "q1", "DeepSeek GPU", false}, {4, "4", "oil price", false},
                        {6, "q3", "a tab\tmore", false},  {7, "q4", "", true},
                        {8, "8", "last", false},          {10, "10", "#MeToo", false},
                        {11, "#q5", "oil", false}};
  for (std::size_t i = 0; i < queries.size(); ++i) {
    CHECK(queries[i].line == cases[i].line);
    CHECK(queries[i].id == cases[i].id);
    CHECK(queries[i].request.query.text == cases[i].text);
    CHECK(queries[i].refused.empty() != cases[i].refused);
  }
}

TEST_CASE("An object overrides what the command line says", "[commands]") {
  SearchRequest base;
  base.limit = 50;
  base.query.since = "2024";
  const std::vector<BatchQuery> queries =
      read(R"({"id": "a", "text": "oil", "since": "2025-01", "until": "2025-03", "ticker": ["XOM", "CVX"],)"
           R"( "sources": "Harbor Wire", "match": "any", "sort": "newest", "limit": 3})"
           "\n"
           R"({"_id": 7, "text": "gas"})",
           base);
  REQUIRE(queries.size() == 2);
  const SearchRequest& full = queries[0].request;
  CHECK(queries[0].id == "a");
  CHECK(full.query.text == "oil");
  CHECK(full.query.since == "2025-01");
  CHECK(full.query.until == "2025-03");
  CHECK(full.query.tickers == std::vector<std::string>{"XOM", "CVX"});
  CHECK(full.query.sources == std::vector<std::string>{"Harbor Wire"});
  CHECK(full.query.match == Match::kAny);
  CHECK_FALSE(full.partial);
  CHECK(full.sort == Sort::kNewest);
  CHECK(full.limit == 3);
  CHECK(queries[1].id == "7");
  CHECK(queries[1].request.limit == 50);
  CHECK(queries[1].request.query.since == "2024");
}

TEST_CASE("A line that cannot be read is refused with its reason, and the rest goes on", "[commands]") {
  struct Case {
    const char* line;
    const char* reason;
  };
  const Case cases[] = {
      {"{\"text\": \"oil\"", "not a JSON object"},
      {"[1]", "not a JSON object"},
      {"# no comment here", "not a JSON object"},
      {"{\"text\": 5}", "\"text\" is not a text"},
      {"{\"id\": [], \"text\": \"oil\"}", "\"id\" is not a text or a number"},
      {"{\"text\": \"oil\", \"limit\": -1}", "\"limit\" is not a number from 0"},
      {"{\"text\": \"oil\", \"limit\": \"3\"}", "\"limit\" is not a number"},
      {"{\"text\": \"oil\", \"ticker\": [1]}", "\"ticker\" is not a text"},
      {"{\"text\": \"oil\", \"match\": \"most\"}", "\"match\" takes one of all, any, best, not 'most'"},
      {"{\"text\": \"oil\", \"sort\": \"best\"}", "\"sort\" takes one of relevance"},
      {"{\"id\": \"a\"}", "nothing to search for"},
  };
  for (const Case& c : cases) {
    INFO(c.line);
    const std::vector<BatchQuery> queries = read("{\"text\": \"a\"}\n" + std::string(c.line) + "\n{\"text\": \"b\"}\n");
    REQUIRE(queries.size() == 3);
    CHECK_THAT(queries[1].refused, Catch::Contains(c.reason));
    CHECK(queries[1].line == 2);
    CHECK(queries[2].refused.empty());
    CHECK(queries[2].request.query.text == "b");
  }
  CHECK(read(std::string(100'000, '{')).size() == 1);
}

TEST_CASE("A line longer than may be is refused, and the rest goes on", "[commands]") {
  const std::size_t most = BatchReader::kMaxLineBytes;
  struct Case {
    const char* name;
    std::string line;
    bool refused;
  };
  const Case cases[] = {
      {"the longest line", "a" + std::string(most - 2, ' ') + "b", false},
      {"a byte more", "a" + std::string(most - 1, ' ') + "b", true},
      {"three times as long", std::string(3 * most, 'x'), true},
      {"blanks alone", std::string(most + 1, ' '), true},
      {"a comment", "# " + std::string(most, 'x'), true},
      {"an object", "{\"text\": \"" + std::string(most, 'x') + "\"}", true},
      {"zero bytes", std::string(most + 1, '\0'), true},
      {"as long as a piece that is read at a time", std::string(16'383, 'x'), false},
      {"a byte less", std::string(16'382, 'x'), false},
      {"a byte more than that", std::string(16'384, 'x'), false},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.name) {
      const std::vector<BatchQuery> queries = read("first\n" + c.line + "\nlast\n");
      REQUIRE(queries.size() == 3);
      CHECK(queries[1].line == 2);
      CHECK((queries[1].refused == "the line is longer than 1 MiB, the most that a query may have") == c.refused);
      CHECK(queries[1].request.query.text == (c.refused ? "" : c.line));
      CHECK(queries[2].line == 3);
      CHECK(queries[2].request.query.text == "last");
    }
  }
  CHECK(read(std::string(most + 1, 'x')).size() == 1);
}

TEST_CASE("A line without an end ends the batch", "[commands]") {
  class Endless : public std::streambuf {
   public:
    int_type underflow() override {
      CHECK(++read_ <= BatchReader::kMaxPassedOverBytes / sizeof zeros_ + 1);
      setg(zeros_, zeros_, zeros_ + sizeof zeros_);
      return 0;
    }

   private:
    char zeros_[1u << 20] = {};
    std::size_t read_ = 0;
  };
  Endless endless;
  std::istream in(&endless);
  const SearchRequest base;
  BatchReader reader(in, base);
  BatchQuery query;
  CHECK_THROWS_MATCHES(reader.next(query), Error,
                       HasKind(ErrorKind::kUsage) && Says("line 1 of the queries does not end within 64 MiB"));
}

TEST_CASE("Members that mean nothing are passed over, and named", "[commands]") {
  std::istringstream in("{\"text\": \"oil\", \"metadata\": {\"a\": 1}, \"n\": 2}\n");
  const SearchRequest base;
  BatchReader reader(in, base);
  BatchQuery query;
  CHECK(reader.next(query));
  CHECK(query.refused.empty());
  CHECK_FALSE(reader.next(query));
  CHECK(reader.passed_over() == std::set<std::string>{"metadata", "n"});
}

}  // namespace
}  // namespace broadtape
