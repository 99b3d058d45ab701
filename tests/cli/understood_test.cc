// What tape-index says that it understood of an input, and the options that overrule it, for each part of a command
// line.
#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <iterator>
#include <sstream>
#include <string>
#include <vector>

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

std::vector<std::string> sorted_words(const std::string& text) {
  std::istringstream stream(text);
  std::vector<std::string> words{std::istream_iterator<std::string>(stream), {}};
  std::sort(words.begin(), words.end());
  return words;
}

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

TEST_CASE("Dates that are only those of updates are kept, and said", "[cli][understood]") {
  const TemporaryFolder folder;
  folder.write("in.csv", "title,date\nAcme rises,\"Updated: March 6, 2024\"\nAcme falls,\"March 5, 2024\"\n");
  const Finished shown = tape_index({"preview", folder / "in.csv"});
  CHECK_THAT(shown.out, Contains("2024-03-06") && Contains("2024-03-05"));
  CHECK_THAT(shown.err, Contains("in.csv: 1 date is that of the last update, such as \"Updated: March 6, 2024\", "
                                 "because there is no other\n"));
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
      {{"preview", folder / "a.csv", "--delimiter", "\n"}, "a few of them or `tab`"},
      {{"preview", folder / "a.csv", "--delimiter", ";", "--format", "json"}, "is for csv"},
      {{"preview", folder / "a.csv", "--encoding", "no-such-set"}, "unknown character set"},
  };
  for (const Row& row : rows) {
    const Finished finished = tape_index(row.arguments);
    CHECK(finished.status == 2);
    CHECK_THAT(finished.err, Contains(row.err));
  }
}

TEST_CASE("Companies are read from fields in any common spelling, as of the day of the record", "[cli][understood]") {
  struct Case {
    const char* field;
    const char* value;
    const char* day;
    const char* expected;  // symbol=key of each company
  };
  const Case cases[] = {
      {"ticker", "AAPL.US", "2023-05-04", "AAPL=apple"},
      {"ticker", "AAPL US Equity", "2023-05-04", "AAPL=apple"},
      {"ticker", "AAPL US", "2023-05-04", "AAPL=apple"},
      {"ticker", "AAPL US Equity;MSFT US Equity", "2023-05-04", "AAPL=apple MSFT=microsoft"},
      {"ticker", "AAPL US Equity MSFT US Equity", "2023-05-04", "AAPL=apple MSFT=microsoft"},
      {"ticker", "US:AAPL", "2023-05-04", "AAPL=apple"},
      {"ticker", "XNAS:AAPL", "2023-05-04", "AAPL=apple"},
      {"ticker", "NYSE: F", "2023-05-04", "F=ford"},
      {"ticker", "AAPL DE", "2023-05-04", "AAPL=apple DE=deere"},
      {"ticker", "AAPL MSFT", "2023-05-04", "AAPL=apple MSFT=microsoft"},
      {"ticker", "GM.N", "2023-05-04", "GM=general-motors"},
      {"ticker", "VOWG_p.DE", "2023-05-04", "VOWG_P.DE=volkswagen"},
      {"ticker", "BF.B", "2023-05-04", "BF.B=brown-forman"},
      {"ticker", "BRK/B", "2023-05-04", "BRK.B=berkshire-hathaway"},
      {"ticker", "$tsla", "2023-05-04", "TSLA=tesla"},
      {"ticker", "[AAPL](https://example.org/q?s=AAPL) [MSFT](https://example.org/q)", "2023-05-04",
       "AAPL=apple MSFT=microsoft"},
      {"ticker", "7203 JP", "2023-05-04", "7203.T=toyota-motor"},
      {"ticker", "FB", "2018-05-04", "FB=meta-platforms"},
      {"ticker", "META", "2023-05-04", "META=meta-platforms"},
      {"ticker", "C", "1987-05-04", "C=chrysler"},
      {"ticker", "C", "2023-05-04", "C=citigroup"},
      {"isin", "US0378331005", "2023-05-04", ""},
      {"cusip", "037833100", "2023-05-04", ""},
      {"company", "Apple Inc.", "2023-05-04", "AAPL=apple"},
      {"company", "General Motors Company", "2023-05-04", "GM=general-motors"},
      {"company", "Facebook", "2018-05-04", "FB=meta-platforms"},
      {"company", "Chrysler Corp", "1987-05-04", "C=chrysler"},
      {"company", "Tesla, Inc. (TSLA); Microsoft Corp", "2023-05-04", "TSLA=tesla MSFT=microsoft"},
      {"company", "Meta Platforms", "1987-05-04", ""},
      {"company", "Harbor Street Widgets", "2023-05-04", ""},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.field << ": " << c.value << " on " << c.day) {
      const TemporaryFolder folder;
      folder.write("news.csv", std::string("title,date,") + c.field + "\nThe market opens without a change," + c.day +
                                   ",\"" + c.value + "\"\n");
      const Finished shown = tape_index({"preview", folder / "news.csv", "--report", "json"});
      REQUIRE(shown.status == 0);
      std::string found;
      for (const json& ticker : json::parse(shown.out)["articles"][0].value("tickers", json::array())) {
        found += (found.empty() ? "" : " ") + ticker.value("symbol", "") + "=" + ticker.value("company", "");
        CHECK(ticker["by"] == "source");
      }
      CHECK(sorted_words(found) == sorted_words(c.expected));
      const bool is_identifier = std::string(c.field) == "isin" || std::string(c.field) == "cusip";
      CHECK((shown.err.find("1 ISINs or CUSIPs were left out") != std::string::npos) == is_identifier);
    }
  }
}

TEST_CASE("Companies are read from the lists of objects that services send", "[cli][understood]") {
  struct Case {
    const char* members;
    const char* expected;
  };
  const Case cases[] = {
      {R"("entities":[{"symbol":"AAPL","name":"Apple Inc."},{"symbol":"MSFT","name":"Microsoft"}])", "AAPL MSFT"},
      {R"("currencies":[{"code":"BTC","title":"Bitcoin"},{"code":"USD"}])", "BTC"},
      {R"("companies":[{"name":"Apple Inc."},{"name":"Nobody Knows Ltd"}])", "AAPL"},
      {R"("companies":[{"name":"Apple Inc.","ticker":"AAPL US Equity"}])", "AAPL"},
      {R"("company":{"name":"Tesla, Inc."})", "TSLA"},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.members) {
      const TemporaryFolder folder;
      folder.write("news.jsonl",
                   std::string(R"({"title":"The market opens","date":"2023-05-04",)") + c.members + "}\n");
      const Finished shown = tape_index({"preview", folder / "news.jsonl", "--report", "json"});
      REQUIRE(shown.status == 0);
      std::string found;
      for (const json& ticker : json::parse(shown.out)["articles"][0].value("tickers", json::array()))
        found += (found.empty() ? "" : " ") + ticker.value("symbol", "");
      CHECK(sorted_words(found) == sorted_words(c.expected));
    }
  }
}
