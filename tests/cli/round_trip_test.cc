// An archive exported and added again: into itself nothing changes, into a new archive every answer is the same.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <regex>

#include "tests/support/programs.h"
#include "tests/support/temp_folder.h"

namespace broadtape {
namespace {

using nlohmann::json;

struct Form {
  const char* name;
  const char* file;
  std::vector<std::string> options;
};
const std::vector<Form> kForms = {
    {"JSON Lines", "export.jsonl", {"--format", "jsonl"}},
    {"JSON", "export.json", {"--format", "json", "--limit", "all"}},
    {"CSV", "export.csv", {"--format", "csv"}},
    {"CSV for programs", "export.csv", {"--format", "csv", "--csv-raw"}},
};

// What can be asked of an archive; `ID` stands for the article with the versions.
const std::vector<std::vector<std::string>> kQuestions = {
    {"find", "--all", "--format", "jsonl", "--fields", "record,tickers,companies,words,rank,score"},
    {"find", "--all", "--all-versions", "--format", "jsonl", "--fields", "record,tickers,companies,words"},
    {"find", "--all", "--all-versions", "--sort", "oldest", "--format", "csv", "--fields", "record,tickers"},
    {"find", "--all", "--all-versions", "--sort", "stored", "--format", "csv"},
    {"find", "--all", "--limit", "all", "--format", "json"},
    {"find", "shares rose OR fell OR oil", "--format", "jsonl", "--fields", "id,score,snippet,title_pieces"},
    {"find", "ticker:NVDA OR ticker:CVX", "--format", "csv"},
    {"find", "about:CVX OR about:NVDA OR about:XOM", "--format", "csv"},
    {"show", "ID", "--format", "json"},
    {"show", "ID", "--format", "csv"},
    {"facets", "--by", "ticker,source,author,year,month,hour", "--limit", "0", "--format", "json"},
    {"timeline", "shares OR oil", "--by", "month", "--format", "jsonl"},
    {"count", "is:future", "--all-versions"},
    {"count", "is:undated", "--all-versions"},
    {"count", "is:superseded", "--all-versions"},
    {"count", "is:corrected", "--all-versions"},
    {"count", "label:grain", "--all-versions"},
    {"count", "lang:de", "--all-versions"},
    {"coverage", "--format", "json"},
    {"terms", "oil", "--format", "jsonl"},
};

std::string answer(std::vector<std::string> question, const std::string& archive, const std::string& id) {
  for (std::string& argument : question) {
    if (argument == "ID") argument = id;
  }
  question.insert(question.end(), {"--archive", archive});
  const Finished result = tape_search(question);
  INFO(question[0] << " " << question[1] << ": " << result.err);
  CHECK(result.status <= 1);
  static const std::regex took("\"took_us\": *[0-9]+");
  return std::regex_replace(result.out, took, "") + result.err;
}

json added(const std::string& input, const std::string& archive, const std::vector<std::string>& more = {}) {
  std::vector<std::string> arguments = {"add", input, "--archive", archive, "--report", "json"};
  arguments.insert(arguments.end(), more.begin(), more.end());
  const Finished result = tape_index(arguments);
  INFO(result.err);
  REQUIRE(result.status == 0);
  return json::parse(result.out);
}

std::string round_trip_exported(const Form& form, const std::string& archive, const std::vector<std::string>& more,
                                const TemporaryFolder& folder) {
  std::vector<std::string> arguments = {"find", "--all", "--archive", archive};
  arguments.insert(arguments.end(), form.options.begin(), form.options.end());
  arguments.insert(arguments.end(), more.begin(), more.end());
  const Finished result = tape_search(arguments);
  REQUIRE(result.status == 0);
  return folder.write(form.file, result.out);
}

const std::vector<std::string> kWhole = {"--all-versions", "--fields", "record"};

std::vector<std::string> answers(const std::string& archive, const std::string& id) {
  std::vector<std::string> answers;
  for (const std::vector<std::string>& question : kQuestions) answers.push_back(answer(question, archive, id));
  return answers;
}

void check_round_trips(const std::string& archive, const std::string& id, const std::vector<Form>& forms) {
  const std::vector<std::string> before = answers(archive, id);
  for (const Form& form : forms) {
    INFO(form.name);
    const TemporaryFolder folder;
    const std::string file = round_trip_exported(form, archive, kWhole, folder);
    const std::string copy = folder / "copy";
    const json fresh = added(file, copy);
    CHECK(fresh["unchanged"] == 0);
    CHECK(fresh["rejected"] == 0);
    CHECK(is_sound(copy));
    for (std::size_t i = 0; i < kQuestions.size(); ++i) {
      INFO(kQuestions[i][0] << " " << kQuestions[i][1]);
      CHECK(answer(kQuestions[i], copy, id) == before[i]);
    }
    for (const std::string& known : {archive, copy}) {
      const json again = added(file, known);
      CHECK(again["added"] == 0);
      CHECK(again["updated"] == 0);
      CHECK(again["unchanged"] == again["read"]);
    }
  }
}

// The articles of other inputs that are hardest to keep as they are.
std::string awkward_articles() {
  std::string lines;
  const auto add = [&](json article) {
    if (!article.contains("body")) article["body"] = "Shares of oil companies rose.";
    lines += article.dump() + "\n";
  };
  const char* const titles[] = {"=HYPERLINK(\"x\"), oil",
                                "'=1+1' is how it began",
                                "''-5 pct",
                                "-5 pct for oil",
                                "+3 pct",
                                "@home, at last",
                                "\u3000＝wide",
                                "None",
                                "nan",
                                "NULL",
                                "AT&amp;amp;T rose",
                                "&lt;p&gt;Shares&lt;/p&gt; &lt;b&gt;rose&lt;/b&gt;",
                                "\"Quoted\"; with, all 'marks'",
                                "\ufeff中文 🚀 \u202eright to left\u2028line"};
  int number = 0;
  for (const char* title : titles) {
    const std::string url = "https://news.example/title-" + std::to_string(++number);
    add({{"title", title}, {"url", url}, {"author", title}, {"published", "2025-01-30T14:05:00+01:00"}});
  }
  add({{"title", "Pages"},
       {"url", "https://news.example/page"},
       {"published", "2025-02-01"},
       {"body", "&lt;html&gt;&lt;p&gt;x&lt;REUTERS TOPICS=\"YES\"&gt;\n\nsecond, \"paragraph\"\n=third\n\n-fourth"}});
  add({{"title", "By day"}, {"url", "https://news.example/day"}, {"published", "2025-01-31"}, {"language", "DE"}});
  add({{"title", "Midnight"}, {"url", "https://news.example/midnight"}, {"published", "2025-01-31T00:00:00Z"}});
  add({{"title", "Undated"}, {"url", "https://news.example/undated"}, {"published", "01/02/2025 or so"}});
  add({{"title", "No date"}, {"source", "Harbor Wire"}});
  add({{"title", "Future"}, {"url", "https://news.example/future"}, {"published", "2031-01-30 14:05"}});
  add({{"title", "Same title"}, {"source", "Harbor Wire"}, {"id", "1"}, {"published", "2025-01-30"}});
  add({{"title", "Same title"}, {"source", "Harbor Wire"}, {"id", "abcdefghijklmn23"}, {"published", "2025-01-30"}});
  add({{"title", "Listed"},
       {"url", "https://news.example/listed"},
       {"tickers", {"CVX", "NYSE: F", "BRK-B", "7203.T"}}});
  add({{"title", "Named"}, {"url", "https://news.example/named"}, {"body", "Nvidia (NASDAQ: NVDA) and Exxon rose."}});
  add({{"title", "Listed later"}, {"url", "https://news.example/later"}, {"body", "Nvidia rose. Nvidia fell."}});
  add({{"title", "Listed later"},
       {"url", "https://news.example/later"},
       {"body", "Nvidia rose. Nvidia fell."},
       {"tickers", {"CVX", "AAPL"}}});
  add({{"title", "Topics"},
       {"url", "https://news.example/topics"},
       {"labels", {"grain", "oil; gas", "\"quoted\"", "a, b", "two\nlines", "=1", "'=1", "| bar"}}});
  return lines;
}

std::string versions() {
  std::string lines;
  for (const char* body : {"Nvidia rose.", "It rose.", "Exxon rose; that was Nvidia before.", "Now Exxon fell."}) {
    lines +=
        json{{"title", "Four versions of a story"}, {"url", "https://news.example/versions"}, {"body", body}}.dump();
    lines += "\n";
  }
  lines +=
      json{{"title", "Two"}, {"url", "https://news.example/two"}, {"published", "2025-03-01"}, {"body", "a"}}.dump();
  lines += "\n";
  lines +=
      json{{"title", "Two"}, {"url", "https://news.example/two"}, {"published", "2025-02-01"}, {"body", "a"}}.dump();
  return lines + "\n";
}

std::string versions_id(const std::string& archive) {
  const Finished found =
      tape_search({"find", "\"four versions of a story\"", "--format", "jsonl", "--archive", archive});
  return json::parse(found.out)["id"];
}

TEST_CASE("An exported archive added again gives every answer as before", "[cli]") {
  const TemporaryFolder folder;
  const std::string archive = folder / "archive";
  added(folder.write("one.jsonl", awkward_articles()), archive, {"--now", "2025-02-10T00:00:00Z"});
  added(folder.write("two.jsonl", versions()), archive, {"--now", "2025-02-11T00:00:00Z"});
  added(folder.write("three.jsonl", R"({"title": "Named", "url": "https://news.example/named",)"
                                    R"( "body": "Nvidia (NASDAQ: NVDA) and Exxon rose.", "tickers": ["MSFT", "XOM"]})"
                                    "\n"),
        archive, {"--now", "2025-02-12T00:00:00Z"});
  added(folder.write("four.jsonl", R"({"title": "Four versions of a story", "url": "https://news.example/versions",)"
                                   R"( "body": "And a fifth."})"
                                   "\n"),
        archive, {"--now", "2025-02-13T00:00:00Z"});
  check_round_trips(archive, versions_id(archive), kForms);
}

TEST_CASE("The sample archive exported and added again gives every answer as before", "[cli]") {
  const TemporaryFolder folder;
  const std::string archive = folder / "archive";
  added(BROADTAPE_ROOT "/data/sample", archive, {"--now", "2025-02-10T00:00:00Z"});
  added(folder.write("versions.jsonl", versions()), archive, {"--now", "2025-02-11T00:00:00Z"});
  check_round_trips(archive, versions_id(archive), {kForms[0], kForms[2]});
}

TEST_CASE("A part of an export changes nothing in its archive", "[cli]") {
  const TemporaryFolder folder;
  const std::string archive = folder / "archive";
  added(folder.write("one.jsonl", awkward_articles() + versions()), archive, {"--now", "2025-02-10T00:00:00Z"});
  const std::vector<std::vector<std::string>> parts = {{},
                                                       {"--all-versions"},
                                                       {"--fields", "+body"},
                                                       {"--all-versions", "--fields", "id,body,tickers,source_tickers"},
                                                       {"--fields", "title,url,body,author,published,source_tickers"}};
  const std::string id = versions_id(archive);
  const std::string before = answer(kQuestions[1], archive, id);
  for (const Form& form : kForms) {
    for (const std::vector<std::string>& part : parts) {
      INFO(form.name);
      std::vector<std::string> options = part;
      // Without an id only an address says which article it is.
      if (!part.empty() && part.back().starts_with("title,"))
        options.insert(options.end(), {"--source", "news.example"});
      const json again = added(round_trip_exported(form, archive, options, folder), archive);
      CHECK(again["unchanged"] == again["read"]);
      CHECK(answer(kQuestions[1], archive, id) == before);
    }
  }
}

TEST_CASE("Superseded versions alone do not hide their article", "[cli]") {
  const TemporaryFolder folder;
  const std::string archive = folder / "archive";
  added(folder.write("one.jsonl", versions()), archive, {"--now", "2025-02-10T00:00:00Z"});
  const Finished old = tape_search(
      {"find", "is:superseded", "--all-versions", "--format", "jsonl", "--fields", "record", "--archive", archive});
  const std::string copy = folder / "copy";
  CHECK(added(folder.write("old.jsonl", old.out), copy)["read"] == 4);
  CHECK(articles_in(copy) == 2);
  // The rest of the export makes it whole.
  added(round_trip_exported(kForms[0], archive, {"--fields", "record"}, folder), copy);
  const std::string id = versions_id(archive);
  CHECK(answer(kQuestions[0], copy, id) == answer(kQuestions[0], archive, id));
}

TEST_CASE("An older export does not replace what an archive has learned since", "[cli]") {
  const TemporaryFolder folder;
  const auto version = [&](const char* body, const char* seen, const std::string& archive) {
    const json article = {{"title", "Oil"}, {"url", "https://news.example/oil"}, {"body", body}};
    added(folder.write("version.jsonl", article.dump() + "\n"), archive, {"--now", seen});
  };
  version("Oil rose.", "2025-02-10T00:00:00Z", folder / "old");
  version("Oil fell.", "2025-02-11T00:00:00Z", folder / "new");
  const json again =
      added(round_trip_exported(kForms[0], folder / "old", {"--fields", "record"}, folder), folder / "new");
  CHECK(again["updated"] == 1);
  const Finished current =
      tape_search({"find", "--all", "--format", "csv", "--fields", "body", "--archive", folder / "new"});
  CHECK(current.out == "body\r\nOil fell.\r\n");
}

TEST_CASE("A record of another publisher is no export", "[cli]") {
  const TemporaryFolder folder;
  const std::string archive = folder / "archive";
  added(folder.write(
            "one.jsonl",
            R"({"id": "abcdefghijklmn23", "title": "AT&amp;T", "body": "<p>One</p><p>Two</p>", "tickers": ["CVX"],)"
            R"( "first_seen": "2001-01-01T00:00:00Z", "flags": ["superseded"]})"
            "\n"),
        archive, {"--now", "2025-02-10T00:00:00Z"});
  const Finished found =
      tape_search({"find", "--all", "--format", "jsonl", "--fields", "record", "--archive", archive});
  const json article = json::parse(found.out);
  CHECK(article["id"] != "abcdefghijklmn23");
  CHECK(article["external_id"] == "abcdefghijklmn23");
  CHECK(article["title"] == "AT&T");
  CHECK(article["first_seen"] == "2025-02-10T00:00:00Z");
  CHECK(article["source_tickers"] == json{"CVX"});
  CHECK(article["flags"] == json{"undated"});
}

}  // namespace
}  // namespace broadtape
