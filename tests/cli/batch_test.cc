// tape-search batch: many queries, one process.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <sstream>

#include "tests/support/article_maker.h"
#include "tests/support/programs.h"
#include "tests/support/temp_folder.h"
#include "tests/support/test_archive.h"
#include "tests/support/texts.h"

namespace broadtape {
namespace {

using nlohmann::json;

const TestArchive& batch_archive() {
  static const TestArchive made = [] {
    std::vector<Article> articles = ArticleMaker(9).many(300);
    Article article = make_article("DeepSeek and GPU demand", "DeepSeek may slash demand for GPUs.");
    article.external_id = "doc 7";
    article.id = article_id(article);
    articles.push_back(article);
    return TestArchive(articles, 2);
  }();
  return made;
}

Finished batch(const std::string& input, std::vector<std::string> arguments = {}) {
  arguments.insert(arguments.begin(), "batch");
  arguments.insert(arguments.end(), {"--archive", batch_archive().path()});
  return tape_search(arguments, {.input = input});
}

TEST_CASE("Each answer is what find answers, in the order of the queries", "[cli][repeated]") {
  const std::vector<std::string> texts = {"shares rose", "gold -oil", "DeepSeek", "bank OR deal", "zebrastripe"};
  std::string input;
  for (int i = 0; i < 60; ++i) input += "q" + std::to_string(i) + "\t" + texts[static_cast<std::size_t>(i) % 5] + "\n";
  for (const char* threads : {"1", "4"}) {
    const Finished result = batch(input, {"--threads", threads, "--limit", "4"});
    CHECK(result.status == 0);
    const std::vector<json> answers = json_lines(result.out);
    REQUIRE(answers.size() == 60);
    for (std::size_t i = 0; i < answers.size(); ++i) {
      json found = json::parse(
          tape_search({"find", texts[i % 5], "--format", "json", "--limit", "4", "--archive", batch_archive().path()})
              .out);
      json answer = answers[i];
      CHECK(answer["id"] == "q" + std::to_string(i));
      answer.erase("id");
      answer.erase("took_us");
      found.erase("took_us");
      found.erase("stories");  // which batch does not count unless asked
      CHECK(answer == found);
    }
    CHECK_THAT(result.err, Catch::Contains("60 queries in ") && Catch::Contains("p50") && Catch::Contains("p99") &&
                               Catch::Contains("; 12 found nothing"));
  }
}

TEST_CASE("Queries come from a file, too", "[cli]") {
  const TemporaryFolder folder;
  write_file(folder / "queries.jsonl", "{\"id\": 5, \"text\": \"DeepSeek\", \"limit\": 1}\n");
  const Finished result =
      tape_search({"batch", folder / "queries.jsonl", "--fields", "title", "--archive", batch_archive().path()});
  CHECK(result.status == 0);
  const json answer = json::parse(result.out);
  CHECK(answer["id"] == "5");
  CHECK(answer["results"] == json::parse(R"([{"title": "DeepSeek and GPU demand"}])"));
}

TEST_CASE("A TREC run names documents as the input did", "[cli]") {
  const Finished result = batch("q 1\tDeepSeek\n2\tzebrastripe\n", {"--format", "trec", "--run-tag", "mine"});
  CHECK(result.status == 0);
  CHECK_THAT(result.out, Catch::StartsWith("q_1 Q0 doc_7 1 ") && Catch::EndsWith(" mine\n"));
  CHECK(batch("1\tshares OR said\n", {"--format", "trec"}).out > "1 Q0");
}

TEST_CASE("The exit status of a batch tells how it went", "[cli]") {
  struct Case {
    const char* input;
    std::vector<std::string> arguments;
    int status;
    const char* err;
  };
  const Case cases[] = {
      {"DeepSeek\nzebrastripe\n", {}, 0, "1 found nothing"},
      {"zebrastripe\n", {}, 1, "1 query in "},
      {"", {}, 1, "0 queries in "},
      {"DeepSeek\ndate:..\n", {}, 2, "line 2: the date range has neither"},
      {"{\"text\": \"DeepSeek\"}\n{bad\n", {}, 2, "line 2: not a JSON object"},
      {"DeepSeek\n", {"--since", "01/02/2025"}, 2, "line 1: since: the date could be read in two ways"},
      {"DeepSeek\n", {"--format", "csv"}, 2, "--format takes one of jsonl, trec, not 'csv'"},
      {"DeepSeek\n", {"--format", "trec", "--fields", "id"}, 2, "a TREC run has its own"},
      {"DeepSeek\n", {"/no/such/file"}, 2, "the file /no/such/file cannot be read"},
      {"DeepSeek\n", {"/"}, 2, "the file / cannot be read"},
      {"DeepSeek\n", {"a", "b"}, 2, "batch takes one file"},
      {"DeepSeek\n", {"/dev/zero"}, 2, "line 1 of the queries does not end within 64 MiB"},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.input << c.err) {
      const Finished result = batch(c.input, c.arguments);
      CHECK(result.status == c.status);
      CHECK_THAT(result.err, Catch::Contains(c.err));
    }
  }
}

TEST_CASE("Answers come while queries are still being written", "[cli]") {
  const TemporaryFolder folder;
  const std::string answers = folder / "answers";
  write_file(answers, "");
  Program program("/bin/sh",
                  {"-c", "exec " + kTapeSearch + " batch --archive " + batch_archive().path() + " >" + answers},
                  {.keeps_input_open = true});
  program.write_input("1\tDeepSeek\n");
  CHECK(Program::within_ten_seconds([&] { return read_file(answers).ends_with("\n"); }));
  program.write_input("2\tshares\n");
  program.close_input();
  CHECK(program.wait().status == 0);
  CHECK(json_lines(read_file(answers)).size() == 2);
}

TEST_CASE("Ctrl-C ends a batch after what is under way", "[cli]") {
  const TemporaryFolder folder;
  const std::string answers = folder / "answers";
  write_file(answers, "");
  Program program("/bin/sh",
                  {"-c", "exec " + kTapeSearch + " batch --archive " + batch_archive().path() + " >" + answers},
                  {.keeps_input_open = true});
  program.write_input("1\tDeepSeek\n");
  REQUIRE(Program::within_ten_seconds([&] { return read_file(answers).ends_with("\n"); }));
  program.send(SIGINT);
  const Finished finished = program.wait();
  CHECK(finished.status == 130);
  CHECK(json_lines(read_file(answers)).size() == 1);
  CHECK_THAT(finished.err, Catch::Contains("1 query in "));
}

}  // namespace
}  // namespace broadtape
