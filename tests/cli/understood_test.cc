// What tape-index says that it understood of an input, and the options that overrule it, for each part of a command
// line.
#include <catch2/catch.hpp>
#include <filesystem>

#include "tests/support/programs.h"
#include "tests/support/temp_folder.h"
#include "tests/support/texts.h"

using namespace broadtape;
using Catch::Contains;
using nlohmann::json;

namespace {

constexpr const char* kTable =
    "Headlines;When;Aside;Views\n"
    "Acme doubles its profit;30.01.2025;Acme of Springfield rose;17\n"
    "Acme names a new chief;31.01.2025;The board of Acme agreed;4\n";
constexpr const char* kUndatedTable = "title,printed_on\nAcme rises,soon\nAcme falls,2025-01-30\n";

}  // namespace

TEST_CASE("add says of each input what was understood", "[cli][understood]") {
  const TemporaryFolder folder;
  folder.write("table.csv", kTable);
  folder.write("undated.jsonl", "{\"title\":\"Acme rises\",\"last_crawl\":\"2025-01-30\",\"n\":1}\n");
  const Finished added = tape_index({"add", folder / "table.csv", folder / "undated.jsonl", "--archive", folder / "a"});
  CHECK(added.status == 0);
  CHECK_THAT(added.err, Contains("table.csv: csv separated by semicolons; 2 articles\n"
                                 "  title (Headlines), date (When)\n"
                                 "  not used: Aside (looks like title), Views\n"));
  CHECK_THAT(added.err,
             Contains("warning: ") &&
                 Contains("undated.jsonl: no article has a date; `last_crawl` may be it: --field date=last_crawl"));

  const json report =
      json::parse(tape_index({"add", folder / "table.csv", "--report", "json", "--archive", folder / "b"}).out);
  REQUIRE(report["inputs"].size() == 1);
  const json& input = report["inputs"][0];
  CHECK(input["form"] == "csv");
  CHECK(input["articles"] == 2);
  CHECK(input["dated"] == 2);
  CHECK(input["fields"]["title"] == json{{"articles", 2}, {"from", {{"Headlines", 2}}}});
  CHECK(input["unused"][0] == json{{"name", "Aside"}, {"looks_like", "title"}});
  CHECK(input["missing"].empty());
}

TEST_CASE("preview shows what was understood and the first articles, and writes nothing", "[cli][understood]") {
  const TemporaryFolder folder;
  folder.write("table.csv", std::string(kTable) + "Acme opens a mine;1.2.2025;;\nAcme closes it;2.2.2025;;\n");
  const ProgramSetup setup{.environment = {"BROADTAPE_ARCHIVE=" + (folder / "a")}};
  Finished shown = tape_index({"preview", folder / "table.csv", "--source", "Harbor Wire"}, setup);
  CHECK(shown.status == 0);
  CHECK_THAT(shown.out, Contains("csv separated by semicolons; 4 articles") &&
                            Contains("1. Acme doubles its profit\n   2025-01-30 · Harbor Wire\n") &&
                            Contains("3. Acme opens a mine") && !Contains("4. "));
  CHECK(!std::filesystem::exists(folder / "a"));

  shown = tape_index({"preview", folder / "table.csv", "--report", "json", "--limit", "1"}, setup);
  const json report = json::parse(shown.out);
  CHECK(report["complete"] == true);
  CHECK(report["articles"].size() == 1);
  CHECK(report["articles"][0]["title"] == "Acme doubles its profit");
  CHECK(report["inputs"][0]["articles"] == 4);

  CHECK(tape_index({"preview"}).status == 2);
  CHECK(tape_index({"preview", folder / "nowhere.csv"}).status == 3);
}

TEST_CASE("Dates with the weekday of another day are kept, and said once with their number", "[cli][understood]") {
  const TemporaryFolder folder;
  folder.write("in/1.csv",
               "title,date\nAcme rises,\"Monday, 30 January 2025\"\nAcme falls,\"Thursday, 30 January 2025\"\n");
  folder.write("in/2.csv", "title,date\nAcme rests,\"Sunday, 31 January 2025\"\n");
  const Finished shown = tape_index({"preview", folder / "in"});
  CHECK_THAT(shown.out, Contains("2025-01-30") && Contains("2025-01-31"));
  const std::string note =
      "in: 2 dates have not the weekday of the day, such as \"Monday, 30 January 2025\"; the day counts\n";
  CHECK_THAT(shown.err, Contains(note));
  CHECK_THAT(shown.err.substr(shown.err.find(note) + note.size()), !Contains("weekday"));
}

TEST_CASE("A preview reads no more than the first 10,000 records", "[cli][understood]") {
  const TemporaryFolder folder;
  std::string lines;
  for (int i = 0; i < 10'500; ++i) lines += "{\"title\":\"Acme " + std::to_string(i) + "\",\"date\":\"2025-01-30\"}\n";
  folder.write("long.jsonl", lines);
  folder.write("next.jsonl", "{\"title\":\"Acme\",\"date\":\"2025-01-30\"}\n");
  const Finished shown = tape_index({"preview", folder / "long.jsonl", folder / "next.jsonl"});
  CHECK(shown.status == 0);
  CHECK_THAT(shown.out, Contains("10,000 articles") && Contains("only the first 10,000 records were read") &&
                            !Contains("next.jsonl"));
}

TEST_CASE("The way out of a refused input is said", "[cli][understood]") {
  const TemporaryFolder folder;
  folder.write("dump.sql", "-- dump\nCREATE TABLE news (title text);\nINSERT INTO news VALUES ('Acme rises');\n");
  const Finished added = tape_index({"add", folder / "dump.sql", "--archive", folder / "a"});
  CHECK(added.status == 3);
  CHECK_THAT(added.err, Contains("cannot read ") && Contains("which is not supported; "));
}

TEST_CASE("--next gives inputs options of their own", "[cli][understood]") {
  const TemporaryFolder folder;
  folder.write("a.csv", "title,date\nFirst,01/02/2025\n");
  folder.write("b.csv", "title,date\nSecond,01/02/2025\n");
  folder.write("c.csv", kUndatedTable);
  const auto published = [&](const std::vector<std::string>& arguments) {
    const Finished shown = tape_index(arguments);
    CAPTURE(shown.err);
    const json report = json::parse(shown.out);
    std::string dates;
    for (const json& article : report["articles"])
      dates += article["title"].get<std::string>() + " " + article.value("published", "undated") + "; ";
    return dates;
  };
  CHECK(published({"preview", "--report", "json", folder / "a.csv", "--date-order", "dmy", "--next", folder / "b.csv",
                   "--date-order", "mdy", "--next", folder / "c.csv", "--field", "date=printed_on"}) ==
        "First 2025-02-01; Second 2025-01-02; Acme rises undated; ");

  struct Row {
    std::vector<std::string> arguments;
    const char* err;
  };
  const Row rows[] = {
      {{"preview", folder / "a.csv", "--next"}, "no input is named"},
      {{"preview", folder / "a.csv", "--next", folder / "b.csv", "--limit", "1"}, "before the first --next"},
      {{"stats", "--next"}, "unrecognised option '--next'"},
      {{"preview", folder / "a.csv", "--delimiter", "::"}, "one character or `tab`"},
      {{"preview", folder / "a.csv", "--delimiter", ";", "--format", "json"}, "is for csv"},
      {{"preview", folder / "a.csv", "--encoding", "no-such-set"}, "unknown character set"},
  };
  for (const Row& row : rows) {
    const Finished finished = tape_index(row.arguments);
    CHECK(finished.status == 2);
    CHECK_THAT(finished.err, Contains(row.err));
  }
}
