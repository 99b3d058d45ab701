// find as rows: everything, in order, in any spreadsheet, and back into an archive.
#include <algorithm>
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <sstream>

#include "tests/support/article_maker.h"
#include "tests/support/csv_cells.h"
#include "tests/support/programs.h"
#include "tests/support/shell.h"
#include "tests/support/test_archive.h"
#include "tests/support/texts.h"

namespace broadtape {
namespace {

using nlohmann::json;

constexpr std::size_t kArticles = 700;  // more than two blocks of reading

const TestArchive& export_archive() {
  static const TestArchive made = [] {
    std::vector<Article> articles = ArticleMaker(5).many(kArticles - 3);
    Article article =
        with_tickers(make_article("=HYPERLINK(\"x\"), oil", "shares: \"quoted\",\nlines"), {"XOM", "CVX"});
    article.url = "https://news.example/formula";
    article.author = "-5 O'Hara";
    article.id = article_id(article);
    articles.push_back(article);
    Article undated = make_article("Undated shares", "No date here.");
    undated.published.reset();
    undated.url = "https://news.example/undated";
    undated.id = article_id(undated);
    articles.push_back(undated);
    Article day = make_article("A day's shares", "Nestlé 中文 🚀");
    day.published = Instant{1'738'195'200, Precision::kDay};
    day.url = "https://news.example/day";
    day.id = article_id(day);
    articles.push_back(day);
    return TestArchive(articles, 3);
  }();
  return made;
}

std::string export_exported(std::vector<std::string> arguments, const std::string& path = export_archive().path()) {
  arguments.insert(arguments.begin(), "find");
  arguments.insert(arguments.end(), {"--archive", path});
  const Finished result = tape_search(arguments);
  CHECK(result.status == 0);
  return result.out;
}

TEST_CASE("Rows are all results, unless a limit is given", "[cli][repeated]") {
  CHECK(json_lines(export_exported({"--all", "--format", "jsonl"})).size() == kArticles);
  CHECK(csv_cells(export_exported({"--all", "--format", "csv"})).size() == kArticles + 1);
  CHECK(json_lines(export_exported({"--all", "--format", "jsonl", "--limit", "all"})).size() == kArticles);
  CHECK(json_lines(export_exported({"--all", "--format", "jsonl", "--limit", "7"})).size() == 7);
  CHECK(json_lines(export_exported({"--all", "--format", "jsonl", "--limit", "0"})).empty());
  CHECK(export_exported({"--all", "--format", "csv", "--limit", "0"}) ==
        "rank,id,published,source,tickers,source_tickers,title,url,score\r\n");
  CHECK(json::parse(export_exported({"shares", "--format", "json"}))["results"].size() == 10);
  CHECK(json::parse(export_exported({"--all", "--format", "json", "--limit", "all"}))["results"].size() == kArticles);
}

TEST_CASE("Rows are the same results in the same order as JSON's", "[cli][repeated]") {
  const std::vector<std::vector<std::string>> queries = {{"shares rose"},
                                                         {"shares", "--sort", "newest"},
                                                         {"shares", "--sort", "oldest"},
                                                         {"shares", "--offset", "300"},
                                                         {"gold -oil", "--since", "2024-06"}};
  for (const std::vector<std::string>& query : queries) {
    std::vector<std::string> as_json = query, as_rows = query;
    as_json.insert(as_json.end(), {"--format", "json", "--limit", "all", "--no-snippets"});
    as_rows.insert(as_rows.end(), {"--format", "jsonl", "--fields", "+snippet", "--no-snippets"});
    json all = json::parse(export_exported(as_json));
    CHECK(all["results"].size() > 10);
    for (json& result : all["results"]) result.erase("story");
    CHECK(json(json_lines(export_exported(as_rows))) == all["results"]);
  }
}

TEST_CASE("No title of an export is a formula", "[cli]") {
  const auto title_of_first = [](const std::vector<std::string>& more) {
    std::vector<std::string> arguments = {"hyperlink", "--format", "csv", "--fields", "title,author,rank"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return csv_cells(export_exported(arguments)).at(1);
  };
  CHECK(title_of_first({}) == std::vector<std::string>{"'=HYPERLINK(\"x\"), oil", "'-5 O'Hara", "1"});
  CHECK(title_of_first({"--csv-raw"}) == std::vector<std::string>{"=HYPERLINK(\"x\"), oil", "-5 O'Hara", "1"});
  CHECK(export_exported({"hyperlink", "--format", "csv", "--csv-bom"}).starts_with("\ufeffrank,"));
}

std::vector<json> without_tickers(std::vector<json> rows) {
  for (json& row : rows) {
    row.erase("tickers");
    row.erase("source_tickers");
  }
  std::sort(rows.begin(), rows.end());
  return rows;
}

TEST_CASE("What was exported and added again is the same", "[cli][repeated]") {
  const std::string fields = "title,body,source,published,url,tickers,source_tickers,author,labels,language";
  struct Case {
    const char* name;
    std::vector<std::string> options;
  };
  const Case cases[] = {
      {"export.csv", {"--format", "csv", "--csv-raw"}},
      {"bom.csv", {"--format", "csv", "--csv-raw", "--csv-bom"}},
      {"export.jsonl", {"--format", "jsonl"}},
  };
  const auto sorted = [&](const std::string& path) {
    std::vector<json> rows = json_lines(
        export_exported({"--all", "--format", "jsonl", "--sort", "oldest", "--fields", "id," + fields}, path));
    for (json& row : rows) std::sort(row["tickers"].begin(), row["tickers"].end());
    std::sort(rows.begin(), rows.end());
    return rows;
  };
  const auto added_again = [&](const std::string& from, const Case& c, const TemporaryFolder& folder) {
    std::vector<std::string> arguments = c.options;
    arguments.insert(arguments.end(), {"--all", "--fields", fields});
    write_file(folder / c.name, export_exported(arguments, from));
    const std::string to = folder / (std::string("from-") + c.name);
    REQUIRE(tape_index({"add", folder / c.name, "--archive", to}).status == 0);
    return to;
  };
  // The made-up articles have no companies yet; tape-index recognises those in their text the first time.
  const TemporaryFolder folder;
  const std::string indexed = added_again(export_archive().path(), cases[2], folder);
  const std::vector<json> before = sorted(indexed);
  CHECK(before.size() == kArticles);
  CHECK(without_tickers(before) == without_tickers(sorted(export_archive().path())));
  for (const Case& c : cases) {
    INFO(c.name);
    const TemporaryFolder again;
    const std::vector<json> after = sorted(added_again(indexed, c, again));
    REQUIRE(after.size() == before.size());
    for (std::size_t i = 0; i < after.size(); ++i) CHECK(json::diff(before[i], after[i]) == json::array());
  }
}

TEST_CASE("Who reads no further ends an export quietly", "[cli]") {
  const std::string find =
      kTapeSearch + " find --all --format jsonl --fields +body --archive " + export_archive().path();
  const ShellResult piped = shell(find + " | head -n 1 | wc -l");
  CHECK(piped.err.empty());
  CHECK_THAT(piped.out, Catch::Contains("1"));
  const ShellResult full = shell(find + " >/dev/full");
  CHECK(full.status == 3);
  CHECK_THAT(full.err, Catch::Contains("cannot write to standard output"));
}

TEST_CASE("What cannot be exported so is said", "[cli]") {
  struct Case {
    std::vector<std::string> arguments;
    const char* says;
  };
  const Case cases[] = {
      {{"find", "shares", "--fields", "id"}, "--fields chooses the members of json, jsonl and csv"},
      {{"find", "shares", "--format", "csv", "--fields", "id,tikers"}, "did you mean tickers?"},
      {{"find", "shares", "--format", "csv", "--facets", "month"}, "without --facets"},
      {{"find", "--format", "csv"}, "nothing to search for"},
      {{"find", "shares", "--format", "csv", "--limit", "some"}, "--limit takes a number"},
  };
  for (const Case& c : cases) {
    std::vector<std::string> arguments = c.arguments;
    arguments.insert(arguments.end(), {"--archive", export_archive().path()});
    const Finished result = tape_search(arguments);
    CHECK(result.status == 2);
    CHECK(result.out.empty());
    CHECK_THAT(result.err, Catch::Contains(c.says));
  }
}

TEST_CASE("Why there are no rows is said beside them", "[cli]") {
  const Finished result = tape_search({"find", "zebrastripe", "--format", "csv", "--archive", export_archive().path()});
  CHECK(result.status == 1);
  CHECK(result.out == "rank,id,published,source,tickers,source_tickers,title,url,score\r\n");
  CHECK_THAT(result.err, Catch::Contains("zebrastripe"));
}

TEST_CASE("Undated articles that a date leaves out are counted beside the rows", "[cli]") {
  const Finished result =
      tape_search({"find", "shares", "--since", "2020", "--format", "csv", "--archive", export_archive().path()});
  CHECK_THAT(result.err, Catch::Contains("undated articles left out: 1"));
}

}  // namespace
}  // namespace broadtape
