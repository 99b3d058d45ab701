// tape-index as its user meets it: verbs, exit statuses, reports.
#include <catch2/catch.hpp>
#include <filesystem>
#include <sstream>

#include "tests/support/made_input.h"
#include "tests/support/programs.h"
#include "tests/support/temp_folder.h"
#include "tests/support/texts.h"

using namespace broadtape;
using Catch::Contains;
using nlohmann::json;

namespace {

constexpr const char* kAcme =
    R"({"title":"Acme rises","body":"Shares of Acme rose.","date":"2025-01-30T14:05:00Z","source":"Harbor Wire","url":"https://news.example/1"})";
constexpr const char* kAcmeCorrected =
    R"({"title":"Acme rises","body":"Shares of Acme fell.","date":"2025-01-30T14:05:00Z","source":"Harbor Wire","url":"https://news.example/1"})";
constexpr const char* kUndatedAcme =
    R"({"title":"Oil falls","body":"Crude fell.","date":"some day","url":"https://news.example/2"})";

}  // namespace

TEST_CASE("Every way to end has its exit status, and says why", "[cli]") {
  struct Case {
    const char* name;
    std::vector<std::string> arguments;  // "$" stands for the test's folder
    int status;
    const char* out;
    const char* err;
  };
  const Case cases[] = {
      {"nothing", {}, 2, "", "Usage: tape-index VERB"},
      {"help", {"--help"}, 0, "Usage: tape-index VERB", ""},
      {"version", {"--version"}, 0, "tape-index ", ""},
      {"help of a verb", {"add", "--help"}, 0, "Usage: tape-index add INPUT...", ""},
      {"no such verb", {"ad"}, 2, "", "unknown verb 'ad'"},
      {"no such option", {"add", "$/good.jsonl", "--verbose", "--archive", "$/a"}, 2, "", "--verbose"},
      {"an option without its value", {"add", "$/good.jsonl", "--archive"}, 2, "", "archive"},
      {"no input", {"add", "--archive", "$/a"}, 2, "", "no input is named"},
      {"a field without its name",
       {"add", "$/good.jsonl", "--field", "title", "--archive", "$/a"},
       2,
       "",
       "OURS=THEIRS"},
      {"a field that there is not", {"add", "$/good.jsonl", "--field", "titel=x", "--archive", "$/a"}, 2, "", "titel"},
      {"a form that there is not", {"add", "$/good.jsonl", "--format", "yaml", "--archive", "$/a"}, 2, "", "yaml"},
      {"no number of threads", {"add", "$/good.jsonl", "--threads", "0", "--archive", "$/a"}, 2, "", "threads"},
      {"no instant", {"add", "$/good.jsonl", "--now", "today", "--archive", "$/a"}, 2, "", "--now"},
      {"no order of dates", {"add", "$/good.jsonl", "--date-order", "ymd", "--archive", "$/a"}, 2, "", "dmy or mdy"},
      {"no range of years", {"add", "$/good.jsonl", "--years", "1800", "--archive", "$/a"}, 2, "", "1800-2100"},
      {"years in the wrong order",
       {"add", "$/good.jsonl", "--years", "2100-1800", "--archive", "$/a"},
       2,
       "",
       "--years"},
      {"no form of report", {"add", "$/good.jsonl", "--report", "xml", "--archive", "$/a"}, 2, "", "--report"},
      {"good records",
       {"add", "$/good.jsonl", "--archive", "$/a"},
       0,
       "",
       "2 added, 0 updated, 0 unchanged, 0 rejected"},
      {"quietly", {"add", "$/good.jsonl", "--quiet", "--archive", "$/a"}, 0, "", ""},
      {"a bad record", {"add", "$/mixed.jsonl", "--archive", "$/a"}, 1, "", "mixed.jsonl: line 2: "},
      {"a missing input", {"add", "$/nowhere.jsonl", "$/good.jsonl", "--archive", "$/a"}, 3, "", "cannot read "},
      {"stats of nothing", {"stats", "--archive", "$/nowhere"}, 3, "", "there is no archive at "},
      {"verify of nothing", {"verify", "--archive", "$/nowhere"}, 3, "", "tape-index add INPUT..."},
      {"compact of nothing", {"compact", "--archive", "$/nowhere"}, 3, "", "there is no archive at "},
      {"remove of nothing", {"remove", "x", "--archive", "$/nowhere"}, 3, "", "there is no archive at "},
      {"stats", {"stats", "--archive", "$/full"}, 0, "articles    2", ""},
      {"stats as XML", {"stats", "--format", "xml", "--archive", "$/full"}, 2, "", "xml"},
      {"stats of something", {"stats", "x", "--archive", "$/full"}, 2, "", "`x` is not expected"},
      {"verify", {"verify", "--archive", "$/full"}, 0, "", "sound: 1 segments, 2 articles"},
      {"verify quickly", {"verify", "--quick", "--archive", "$/full"}, 0, "", "sound: 1 segments"},
      {"compact", {"compact", "--archive", "$/full"}, 0, "", ""},
      {"reindex of nothing", {"reindex", "--archive", "$/nowhere"}, 3, "", "there is no archive at "},
      {"reindex", {"reindex", "--archive", "$/full"}, 0, "", "2 articles reindexed"},
      {"remove without ids", {"remove", "--archive", "$/full"}, 2, "", "no article is named"},
      {"remove what is not there",
       {"remove", "aaaaaaaaaaaaaaaa", "--archive", "$/full"},
       1,
       "",
       "no article aaaaaaaaaaaaaaaa"},
  };
  const TemporaryFolder folder;
  folder.write("good.jsonl", std::string(kAcme) + "\n" + kUndatedAcme + "\n");
  folder.write("mixed.jsonl", std::string(kAcme) + "\n{\"title\":\n" + kUndatedAcme + "\n");
  REQUIRE(tape_index({"add", folder / "good.jsonl", "--archive", folder / "full"}).status == 0);
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.name) {
      std::vector<std::string> arguments = c.arguments;
      for (std::string& argument : arguments) {
        if (argument.starts_with("$")) argument = folder.path() + argument.substr(1);
      }
      const Finished finished = tape_index(arguments);
      INFO("out: " << finished.out << "\nerr: " << finished.err);
      CHECK(finished.status == c.status);
      CHECK_THAT(finished.out, Contains(c.out));
      CHECK_THAT(finished.err, Contains(c.err));
      if (finished.status >= 2) CHECK(finished.out.empty());
      if (c.arguments.size() > 1 && c.arguments.back() == "$/nowhere")
        CHECK(!std::filesystem::exists(folder / "nowhere"));
      std::filesystem::remove_all(folder / "a");
    }
  }
}

TEST_CASE("The report of add is one JSON object", "[cli]") {
  const TemporaryFolder folder;
  folder.write("first.jsonl", std::string(kAcme) + "\n{\"title\":\n" + kAcme + "\n" + kUndatedAcme + "\n");
  folder.write("second.jsonl", std::string(kAcmeCorrected) + "\n" + kUndatedAcme + "\n");
  const auto report = [&](const std::vector<std::string>& inputs) {
    std::vector<std::string> arguments{"add", "--report", "json", "--archive", folder / "a"};
    for (const std::string& input : inputs) arguments.push_back(folder / input);
    return json::parse(tape_index(arguments).out);
  };

  const json first = report({"first.jsonl", "nowhere.jsonl"});
  CHECK(first["read"] == 4);
  CHECK(first["added"] == 2);
  CHECK(first["unchanged"] == 1);
  CHECK(first["updated"] == 0);
  CHECK(first["rejected"] == 1);
  CHECK(first["undated"] == 1);
  CHECK(first["failed_inputs"] == 1);
  CHECK(first["interrupted"] == false);
  CHECK(first["seconds"].get<double>() > 0);
  CHECK(first["text_bytes"] == 2 * 30 + 20);
  CHECK(first["archive_bytes"].get<long>() > 8192);

  const json second = report({"second.jsonl"});
  CHECK(second["updated"] == 1);
  CHECK(second["unchanged"] == 1);
  CHECK(second["undated"] == 0);

  const json stats = json::parse(tape_index({"stats", "--format", "json", "--archive", folder / "a"}).out);
  CHECK(stats["articles"] == 2);
  CHECK(stats["versions"] == 3);
  CHECK(stats["undated"] == 1);
  CHECK(stats["oldest"] == "2025-01-30T14:05:00Z");
  CHECK(stats["sources"][0] == json{{"value", "Harbor Wire"}, {"count", 2}});
}

TEST_CASE("Dates of unknown order wait for the others of their input, or for the option", "[cli]") {
  const TemporaryFolder folder;
  folder.write("mixed.csv",
               "title,date,time\nFirst,01/02/2025,09:30AM\nSecond,13/02/2025,10:30\nThird,1970-01-01T00:00:00Z,\n");
  folder.write("alone.csv", "title,date\nAlone,01/02/2025\nOld,1850-01-30\n");
  const auto added = [&](const char* input, const std::vector<std::string>& options) {
    std::filesystem::remove_all(folder / "a");
    std::vector<std::string> arguments{"add", folder / input, "--archive", folder / "a"};
    arguments.insert(arguments.end(), options.begin(), options.end());
    return tape_index(arguments).err;
  };
  const auto dates = [&] {
    std::string all;
    const Finished found =
        tape_search({"find", "--all", "--archive", folder / "a", "--format", "jsonl", "--fields", "title,published"});
    for (const json& row : json_lines(found.out)) all += row.dump() + "\n";
    return all;
  };
  CHECK_THAT(added("mixed.csv", {}), Contains("mixed.csv: day first, by 1 of 2 dates") &&
                                         Contains("row 3 (line 4): 1970-01-01T00:00:00Z is a placeholder"));
  CHECK_THAT(dates(), Contains("2025-02-01T09:30:00Z") && Contains("2025-02-13T10:30:00Z") && Contains("null"));
  CHECK_THAT(added("alone.csv", {}), Contains("choose by --date-order") && Contains("may come first"));
  CHECK_THAT(added("alone.csv", {"--date-order", "dmy"}), !Contains("undated"));
  CHECK_THAT(dates(), Contains("2025-02-01") && Contains("1850-01-30"));
  CHECK_THAT(added("alone.csv", {"--date-order", "mdy", "--years", "1990-2030"}),
             Contains("the year 1850 is before 1990"));
  CHECK_THAT(dates(), Contains("2025-01-02"));
}

TEST_CASE("Files with one article each settle their dates together", "[cli]") {
  const TemporaryFolder folder;
  folder.write("news/1.json", R"({"title": "First", "date": "01/02/2025"})");
  folder.write("news/2.json", R"({"title": "Second", "date": "13/02/2025"})");
  folder.write("news/3.json", R"({"title": "Third", "date": "03/02/2025"})");
  const auto added = [&](const std::vector<std::string>& inputs) {
    std::filesystem::remove_all(folder / "a");
    std::vector<std::string> arguments{"add", "--archive", folder / "a", "--report", "json"};
    arguments.insert(arguments.end(), inputs.begin(), inputs.end());
    return tape_index(arguments);
  };
  const Finished together = added({folder / "news"});
  CHECK_THAT(together.err, Contains(folder / "news: day first, by 1 of 3 dates"));
  CHECK(json::parse(together.out)["undated"] == 0);
  const std::string found =
      tape_search({"find", "--all", "--archive", folder / "a", "--format", "jsonl", "--fields", "title,published"}).out;
  CHECK_THAT(found, Contains("2025-02-01") && Contains("2025-02-13") && Contains("2025-02-03"));
  CHECK(json::parse(added({folder / "news/1.json", folder / "news/2.json"}).out)["undated"] == 1);
}

TEST_CASE("Rejected records are kept as JSON Lines, appended run by run", "[cli]") {
  const TemporaryFolder folder;
  folder.write("mixed.jsonl", "{\"title\":\n" + std::string(kAcme) + "\n\xff\xfe{\n[\n");
  for (int run = 1; run <= 2; ++run) {
    CHECK(tape_index({"add", folder / "mixed.jsonl", "--rejects", folder / "rejects.jsonl", "--archive", folder / "a"})
              .status == 1);
    const std::vector<json> rejects = json_lines(read_file(folder / "rejects.jsonl"));
    REQUIRE(rejects.size() == static_cast<std::size_t>(3 * run));
    CHECK(rejects[0]["input"] == folder / "mixed.jsonl");
    CHECK(rejects[0]["record"] == "line 1");
    CHECK(!rejects[0]["reason"].get<std::string>().empty());
    CHECK(rejects[0]["text"] == "{\"title\":");
    CHECK(rejects[1]["record"] == "line 3");
  }
  CHECK(tape_index({"add", folder / "mixed.jsonl", "--rejects", folder / "no/such/rejects", "--archive", folder / "a"})
            .status == 3);
}

TEST_CASE("Adding the same twice changes no byte of the archive", "[cli]") {
  const TemporaryFolder folder;
  folder.write("made.jsonl", as_json_lines(ArticleMaker().many(300)));
  REQUIRE(tape_index({"add", folder / "made.jsonl", "--archive", folder / "a"}).status == 0);
  const std::string manifest = read_file(folder / "a/XAPIANDB");
  const json again =
      json::parse(tape_index({"add", folder / "made.jsonl", "--report", "json", "--archive", folder / "a"}).out);
  CHECK(again["unchanged"] == 300);
  CHECK(again["added"] == 0);
  CHECK(again["updated"] == 0);
  CHECK(read_file(folder / "a/XAPIANDB") == manifest);
}

TEST_CASE("The sample archive is added whole, and again without a change", "[cli]") {
  const TemporaryFolder folder;
  const std::string sample = BROADTAPE_ROOT "/data/sample";
  const json first = json::parse(tape_index({"add", sample, "--report", "json", "--archive", folder / "a"}).out);
  CHECK(first["rejected"] == 0);
  CHECK(first["added"].get<int>() >= 150);
  const json second = json::parse(tape_index({"add", sample, "--report", "json", "--archive", folder / "a"}).out);
  CHECK(second["unchanged"] == second["read"]);
  CHECK(is_sound(folder / "a"));
}

TEST_CASE("An article is removed by its id", "[cli]") {
  const TemporaryFolder folder;
  folder.write("good.jsonl", std::string(kAcme) + "\n" + kUndatedAcme + "\n");
  REQUIRE(tape_index({"add", folder / "good.jsonl", "--archive", folder / "a"}).status == 0);
  const Finished found = tape_search({"acme", "--format", "json", "--archive", folder / "a"});
  REQUIRE(found.status == 0);
  const std::string id = json::parse(found.out)["results"][0]["id"];
  CHECK(tape_index({"remove", id, "--archive", folder / "a"}).status == 0);
  CHECK(tape_search({"acme", "--archive", folder / "a"}).status == 1);
  CHECK(articles_in(folder / "a") == 1);
}

TEST_CASE("reindex recognises the companies of --symbols in stored articles", "[cli]") {
  const TemporaryFolder folder;
  folder.write("news.jsonl",
               R"({"title":"Zyxwell rises","body":"Shares of Zyxwell rose.","date":"2025-01-30","id":"1"})"
               "\n");
  folder.write("own.tsv", "symbol\texchange\tkind\tname\taliases\nZYXW\tNYSE\tstock\tZyxwell\t\n");
  REQUIRE(tape_index({"add", folder / "news.jsonl", "--archive", folder / "a"}).status == 0);
  const auto count = [&] { return tape_search({"count", "ticker:ZYXW", "--archive", folder / "a"}).out; };
  CHECK(count() == "0\n");
  const Finished finished = tape_index({"reindex", "--symbols", folder / "own.tsv", "--archive", folder / "a"});
  INFO(finished.err);
  CHECK(finished.status == 0);
  CHECK_THAT(finished.err, Contains("MB of free space"));
  CHECK(count() == "1\n");
  CHECK(tape_index({"verify", "--archive", folder / "a"}).status == 0);
}

TEST_CASE("reindex names the segments that it does not see", "[cli]") {
  const TemporaryFolder folder;
  folder.write("good.jsonl", std::string(kAcme) + "\n" + kUndatedAcme + "\n");
  REQUIRE(tape_index({"add", folder / "good.jsonl", "--archive", folder / "a"}).status == 0);
  std::filesystem::create_directory(folder / "a/unlisted");
  const auto reindexed = [&] { return tape_index({"reindex", "--archive", folder / "a"}); };
  std::filesystem::copy(folder / "a/segments/000001", folder / "a/unlisted/000007",
                        std::filesystem::copy_options::recursive);
  const Finished some = reindexed();
  CHECK(some.status == 1);
  CHECK_THAT(some.err, Contains("2 articles reindexed") && Contains("unlisted/000007 was not reindexed") &&
                           Contains("`tape-index recover`"));
  folder.write("a/XAPIANDB", "# empty\n");
  std::filesystem::remove_all(folder / "a/segments");
  const Finished none = reindexed();
  CHECK(none.status == 1);
  CHECK_THAT(none.err, Contains("unlisted/000007 was not reindexed") && !Contains("articles reindexed in"));
}

TEST_CASE("A damaged feed gives its articles and says the fault", "[cli]") {
  const TemporaryFolder folder;
  folder.write("feed.xml", "<rss><channel><title>Wire</title><item><title>Oil & gas rise</title></item>");
  const Finished finished = tape_index({"add", folder / "feed.xml", "--archive", folder / "a"});
  CHECK(finished.status == 0);
  CHECK_THAT(finished.err, Catch::Contains("note: ") && Catch::Contains("line 1: a & that is no reference"));
  CHECK(articles_in(folder / "a") == 1);
}

TEST_CASE("Articles come by standard input", "[cli]") {
  const TemporaryFolder folder;
  const Finished finished =
      tape_index({"add", "-", "--archive", folder / "a"}, {.input = std::string(kAcme) + "\n" + kUndatedAcme});
  CHECK(finished.status == 0);
  CHECK(articles_in(folder / "a") == 2);
}

TEST_CASE("Any bytes in any field are kept or rejected, and never end a run", "[cli]") {
  const std::string odd[] = {
      R"("\u0000")",
      R"("\ud800")",
      "\"\xff\xfe\"",
      R"("a\u0000b\u001b[31m")",
      "5",
      "null",
      "[]",
      "{}",
      "[[[]]]",
      "true",
      "\"" + std::string(100'000, 'x') + "\"",
      R"("\ud83d\ude80")",
  };
  std::string lines;
  for (const char* field :
       {"title", "body", "url", "source", "author", "date", "language", "id", "tickers", "labels"}) {
    for (const std::string& value : odd) {
      lines += "{\"" + std::string(field) + "\":" + value + ",\"x\":1" +
               (std::string(field) == "title" ? "" : ",\"title\":\"Odd\"") + "}\n";
    }
  }
  const TemporaryFolder folder;
  folder.write("odd.jsonl", lines + kAcme + "\n");
  const Finished finished = tape_index({"add", folder / "odd.jsonl", "--archive", folder / "a"});
  INFO(finished.err);
  CHECK((finished.status == 0 || finished.status == 1));
  CHECK(is_sound(folder / "a"));
  CHECK(tape_search({"acme", "--archive", folder / "a"}).status == 0);
  const json again =
      json::parse(tape_index({"add", folder / "odd.jsonl", "--report", "json", "--archive", folder / "a"}).out);
  CHECK(again["added"] == 0);
  CHECK(again["updated"] == 0);
}

TEST_CASE("Xapian's own tools open an archive of several segments", "[cli]") {
  const TemporaryFolder folder;
  ArticleMaker maker;
  for (const int count : {100, 20, 3}) {
    folder.write("made.jsonl", as_json_lines(maker.many(count)));
    REQUIRE(tape_index({"add", folder / "made.jsonl", "--archive", folder / "a"}).status == 0);
  }
  const std::string delve = "/usr/bin/xapian-delve", check = "/usr/bin/xapian-check";
  if (!std::filesystem::exists(delve) || !std::filesystem::exists(check)) {
    WARN("skipped: xapian-tools are not installed");
    return;
  }
  const Finished delved = run_program(delve, {folder / "a"});
  CHECK(delved.status == 0);
  CHECK_THAT(delved.out, Contains("number of documents = 123"));
  const Finished checked = run_program(check, {folder / "a/XAPIANDB"});
  CHECK(checked.status == 0);
  CHECK_THAT(checked.out, Contains("No errors found"));
}

TEST_CASE("No name of an input commands the terminal", "[cli]") {
  const TemporaryFolder folder;
  folder.write("red\x1b[31m.jsonl", "{\"title\":\n");
  const std::string named = folder / "red\x1b[31m.jsonl";
  for (const std::string& input : {named, folder / "\x1b]0;gone\a"}) {
    const Finished finished = tape_index({"add", input, "--archive", folder / "a"});
    CHECK(finished.status != 0);
    CHECK_THAT(finished.err, Contains("\xef\xbf\xbd") && !Contains("\x1b"));
  }
}
