// What tape-search writes for programs is what docs/schema says.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "tests/support/article_maker.h"
#include "tests/support/programs.h"
#include "tests/support/schema_check.h"
#include "tests/support/test_archive.h"

namespace broadtape {
namespace {

const TestArchive& formats_archive() {
  static const TestArchive made = [] {
    std::vector<Article> articles = ArticleMaker(3).many(100);
    Article undated = with_tickers(make_article("DeepSeek, undated", "DeepSeek may slash demand for GPUs."), {"NVDA"});
    undated.published.reset();
    undated.id = "k5f2zq7w3m4x6y2a";
    articles.push_back(undated);
    Article day = make_article("DeepSeek, a day", "GPU demand.");
    day.published = Instant{1'738'195'200, Precision::kDay};
    day.labels = {"chips"};
    articles.push_back(day);
    return TestArchive(articles, 2);
  }();
  return made;
}

Finished formats_search(std::vector<std::string> arguments, const std::string& input = "") {
  arguments.insert(arguments.end(), {"--archive", formats_archive().path()});
  return tape_search(arguments, {.input = input});
}

constexpr const char* kEveryField =
    "rank,id,external_id,input,score,title,title_pieces,url,source,author,published,published_text,first_seen,language,"
    "tickers,companies,"
    "labels,words,snippet,body";

constexpr const char* kQueries =
    "{\"id\": \"a\", \"text\": \"DeepSeek\"}\n{\"text\": \"zebrastripe\"}\n{\"text\": \"date:2025-13\"}\nno JSON\n";

// A row for each machine form of each verb.
TEST_CASE("Machine output conforms to its schema", "[cli]") {
  struct Case {
    std::vector<std::string> arguments;
    const char* schema;
    bool lines = false;  // JSON Lines
    const char* input = "";
  };
  const Case cases[] = {
      {{"find", "DeepSeek", "--format", "json"}, "find"},
      {{"find", "shares", "--format", "json", "--facets", "ticker,month", "--limit", "all"}, "find"},
      {{"find", "shares", "--format", "json", "--since", "2024-06", "--until", "2025-01-30T10:00"}, "find"},
      {{"find", "zebrastripe", "--format", "json"}, "find"},
      {{"find", "DeepSeek zebrastripe", "--format", "json"}, "find"},
      {{"find", "%%%", "--format", "json"}, "find"},
      {{"find", "DeepSeek", "--format", "json", "--fields", kEveryField}, "find"},
      {{"find", "DeepSeek", "--format", "jsonl"}, "article_row", true},
      {{"find", "--all", "--format", "jsonl", "--fields", kEveryField}, "article_row", true},
      {{"show", "k5f2zq7w", "--format", "json"}, "show"},
      {{"show", "k5f2zq7w", "--format", "jsonl"}, "article_version", true},
      {{"batch"}, "batch", true, kQueries},
      {{"batch", "--facets", "source", "--fields", kEveryField}, "batch", true, kQueries},
  };
  for (const Case& c : cases) {
    std::string line;
    for (const std::string& argument : c.arguments) line += argument + " ";
    DYNAMIC_SECTION(line) {
      const Finished result = formats_search(c.arguments, c.input);
      REQUIRE(!result.out.empty());
      CHECK((c.lines ? schema_faults_of_lines(c.schema, result.out) : schema_faults(c.schema, result.out)) == "");
    }
  }
}

TEST_CASE("An error is JSON for who asked for JSON", "[cli]") {
  struct Case {
    std::vector<std::string> arguments;
    int status;
    const char* kind;
  };
  const Case cases[] = {
      {{"find", "date:2025-13", "--format", "json"}, 2, "query"},
      {{"find", "shares", "--format", "jsonl", "--fields", "titel"}, 2, "usage"},
      {{"find", "shares", "--format", "json", "--format-version", "99"}, 2, "usage"},
      {{"show", "abc", "--format", "json"}, 2, "usage"},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.arguments[1] + c.arguments[2] + c.arguments.back()) {
      const Finished result = formats_search(c.arguments);
      CHECK(result.status == c.status);
      CHECK(result.out.empty());
      CHECK(schema_faults("error", result.err) == "");
      CHECK(nlohmann::json::parse(result.err)["error"]["kind"] == c.kind);
    }
  }
  const Finished nowhere = tape_search({"find", "oil", "--format", "json", "--archive", "/nowhere"});
  CHECK(nowhere.status == 3);
  CHECK(nlohmann::json::parse(nowhere.err)["error"]["kind"] == "no_archive");
}

TEST_CASE("A script may say which format version it was written for", "[cli]") {
  CHECK(formats_search({"find", "shares", "--format", "json", "--format-version", "1"}).status == 0);
  CHECK(formats_search({"show", "k5f2zq7w", "--format-version", "1"}).status == 0);
  const Finished refused = formats_search({"find", "shares", "--format-version", "2"});
  CHECK(refused.status == 2);
  CHECK(refused.out.empty());
  CHECK_THAT(refused.err, Catch::Contains("writes format version 1, not 2"));
}

}  // namespace
}  // namespace broadtape
