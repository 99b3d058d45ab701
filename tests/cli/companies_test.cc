// The verb companies, what an archive learns from its articles, and the companies of a user's file, through both
// programs.
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "tests/support/programs.h"
#include "tests/support/temp_folder.h"

using namespace broadtape;
using Catch::Contains;
using nlohmann::json;

namespace {

std::string record(const std::string& title, const std::string& day, const std::string& text) {
  return json{{"title", title}, {"date", day}, {"text", text}}.dump() + "\n";
}

const std::string kTeacher =
    record("A mill is sold", "1987-02-26", "Quillmark Widgets Corp <QWX> said it bought a mill.");

long found(const std::string& archive, const std::string& query) {
  return std::stol(tape_search({"count", query, "--archive", archive}).out);
}

}  // namespace

TEST_CASE("An article with only the name of a company gets the code that another one writes",
          "[cli][companies][repeated]") {
  struct Case {
    const char* what;
    std::string records;  // beside one teacher
    long learned;
  };
  const Case cases[] = {
      {"a text", record("A mill", "1987-02-20", "It is sold to Quillmark Widgets, a source said."), 1},
      {"a flash in capitals", record("QUILLMARK WIDGETS SETS DIVIDEND", "1987-03-01", ""), 1},
      {"a name with its legal form", record("A mill", "1987-02-20", "Shares of Quillmark Widgets Corp fell."), 1},
      {"a possessive", record("A mill", "1987-02-20", "The shares fell after Quillmark Widgets' report."), 1},
      {"half a year off", record("A mill", "1987-08-20", "It was sold to Quillmark Widgets."), 1},
      {"too far off", record("A mill", "1987-08-27", "It was sold to Quillmark Widgets."), 0},
      {"no date",
       R"({"title":"A mill","text":"It was sold to Quillmark Widgets."})"
       "\n",
       0},
      {"a part of a longer name", record("A mill", "1987-02-20", "It is sold to New Quillmark Widgets."), 0},
      {"lower case", record("A mill", "1987-02-20", "The mill makes quillmark widgets of wood."), 0},
      {"mostly lower case",
       record("A", "1987-02-20", "The mill makes quillmark widgets.") +
           record("B", "1987-02-20", "Nobody needs quillmark widgets.") +
           record("C", "1987-02-20", "It was sold to Quillmark Widgets."),
       0},
      {"a word of the name", record("A mill", "1987-02-20", "It is sold to Quillmark, a source said."), 0},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.what) {
      const TemporaryFolder folder;
      folder.write("news.jsonl", c.records + kTeacher);
      REQUIRE(tape_index({"add", folder / "news.jsonl", "--archive", folder / "a"}).status == 0);
      CHECK(found(folder / "a", "ticker:QWX") == 1 + c.learned);
      CHECK(is_sound(folder / "a"));
      const json rows =
          json::parse(tape_index({"companies", "--learned", "--format", "json", "--archive", folder / "a"}).out);
      REQUIRE(rows.size() == 1);
      CHECK(rows[0] == json{{"code", "QWX"},
                            {"name", "Quillmark Widgets Corp"},
                            {"first", "1987-02-26"},
                            {"last", "1987-02-26"},
                            {"articles", 1},
                            {"learned", c.learned}});
    }
  }
}

TEST_CASE("Another name of a company of the directory is learned from two articles with its code", "[cli][companies]") {
  const auto taught = [](const std::string& name, const std::string& code, const std::string& flash) {
    return record(name + " <" + code + "> SEES PROFIT", "1987-02-26", "") +
           record(name + " <" + code + "> BUYS MILL", "1987-02-27", "") + record(flash, "1987-03-01", "");
  };
  struct Case {
    const char* what;
    std::string records;
    const char* query;
    long count;
  };
  const Case cases[] = {
      {"a shorter name", taught("PERRY DRUG", "PDS", "PERRY DRUG SETS DIVIDEND"), "company:perry-drug-stores", 3},
      {"one article with the code",
       record("PERRY DRUG <PDS> SEES PROFIT", "1987-02-26", "") + record("PERRY DRUG SETS DIVIDEND", "1987-03-01", ""),
       "company:perry-drug-stores", 1},
      {"other words than those of the company", taught("PERRY OIL", "PDS", "PERRY OIL SETS DIVIDEND"),
       "company:perry-drug-stores", 2},
      {"a name that the directory has with a legal form only",
       taught("NEW YORK TIMES", "NYT", "NEW YORK TIMES SAYS POLICE WATCHED SCHOOLS"), "company:new-york-times-co", 2},
      {"the beginning of another company's name", taught("GREAT WESTERN", "GWF", "GREAT WESTERN SETS DIVIDEND"),
       "company:great-western-financial", 2},
      {"a place",
       taught("MCLEAN'S", "MII", "PROFIT") + record("A mill", "1987-03-01", "MCLEAN, Va., March 1 - It sold a mill."),
       "company:mclean-industries", 2},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.what) {
      const TemporaryFolder folder;
      folder.write("news.jsonl", c.records);
      REQUIRE(tape_index({"add", folder / "news.jsonl", "--archive", folder / "a"}).status == 0);
      CHECK(found(folder / "a", c.query) == c.count);
      CHECK(is_sound(folder / "a"));
    }
  }
  const TemporaryFolder folder;
  folder.write("news.jsonl", cases[0].records);
  REQUIRE(tape_index({"add", folder / "news.jsonl", "--archive", folder / "a"}).status == 0);
  CHECK(tape_index({"companies", "--learned", "--archive", folder / "a"}).out ==
        "perry-drug-stores  PERRY DRUG  1987-02-26..1987-02-27  2 write it, 1 learned it\n");
}

TEST_CASE("A name of one word is learned from two articles", "[cli][companies]") {
  const std::string flash = record("A mill", "1987-02-20", "It is sold to Quillmark, a source said.");
  const std::string first = record("One", "1987-02-26", "Quillmark Corp <QWX> bought a mill.");
  const std::string second = record("Two", "1987-02-27", "Quillmark Corp <QWX> will run the mill.");
  const std::string people =
      record("Three", "1987-02-20", "The two at the gate were Harry Quillmark and his cousin Jane Quillmark.");
  struct Case {
    const char* what;
    std::string records;
    long count;
  };
  const Case cases[] = {{"one teacher", first + flash, 1},
                        {"two teachers", first + second + flash, 3},
                        {"a surname", first + second + flash + people, 2}};
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.what) {
      const TemporaryFolder folder;
      folder.write("news.jsonl", c.records);
      REQUIRE(tape_index({"add", folder / "news.jsonl", "--archive", folder / "a"}).status == 0);
      CHECK(found(folder / "a", "ticker:QWX") == c.count);
    }
  }
}

TEST_CASE("A run teaches its own articles from the whole archive, and reindex all of them", "[cli][companies]") {
  const TemporaryFolder folder;
  folder.write("1.jsonl", record("A mill", "1987-02-20", "It is sold to Quillmark Widgets, a source said."));
  folder.write("2.jsonl", kTeacher);
  folder.write("3.jsonl", record("The price", "1987-03-02", "The board of Quillmark Widgets was silent."));
  for (const char* file : {"1.jsonl", "2.jsonl", "3.jsonl"})
    REQUIRE(tape_index({"add", folder / file, "--archive", folder / "a"}).status == 0);
  CHECK(found(folder / "a", "ticker:QWX") == 2);
  REQUIRE(tape_index({"reindex", "--archive", folder / "a"}).status == 0);
  CHECK(found(folder / "a", "ticker:QWX") == 3);
  CHECK(is_sound(folder / "a"));
  CHECK(tape_index({"companies", "--learned", "--archive", folder / "a"}).out ==
        "QWX  Quillmark Widgets Corp  1987-02-26..1987-02-26  1 write it, 2 learned it\n");
  CHECK(tape_index({"companies", "--learned", "--format", "csv", "--archive", folder / "a"}).out ==
        "\"code\",\"name\",\"first\",\"last\",\"articles\",\"learned\"\r\n"
        "\"QWX\",\"Quillmark Widgets Corp\",\"1987-02-26\",\"1987-02-26\",\"1\",\"2\"\r\n");
}

TEST_CASE("companies lists the directory, and who had a name or symbol on a day", "[cli][companies]") {
  struct Case {
    const char* wanted;
    std::vector<std::string> keys;
  };
  const Case cases[] = {{"general-motors", {"general-motors"}},
                        {"General Motors", {"general-motors"}},
                        {"C@1987", {"chrysler"}},
                        {"C@2023-05-04", {"citigroup"}},
                        {"FB@2018", {"meta-platforms"}},
                        {"AAPL US Equity", {"apple"}},
                        {"nobody-at-all", {}}};
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.wanted) {
      const Finished listed = tape_index({"companies", c.wanted, "--format", "json"});
      CHECK(listed.status == (c.keys.empty() ? 1 : 0));
      std::vector<std::string> keys;
      for (const json& company : json::parse(listed.out)) keys.push_back(company["key"]);
      CHECK(keys == c.keys);
    }
  }
  const Finished all = tape_index({"companies"});
  CHECK(all.status == 0);
  CHECK_THAT(all.out, Contains("\nchrysler  Chrysler  company  C NYSE ..1998-11-13"));
  CHECK(tape_index({"companies", "apple", "--format", "csv"})
            .out.starts_with("\"key\",\"name\",\"kind\",\"country\",\"symbols\"\r\n\"apple\",\"Apple\",\"company\","
                             "\"US\",\"AAPL NASDAQ"));
  CHECK(tape_index({"companies", "--format", "xml"}).status == 2);
  CHECK(tape_index({"companies", "apple", "--learned"}).status == 2);
}

TEST_CASE("A company of a user's file keeps its name in the archive", "[cli][companies]") {
  const TemporaryFolder folder;
  folder.write("own.csv", "symbol,name\nQWX,Quillmark Widgets\n");
  folder.write("news.jsonl", record("A mill", "2023-02-20", "It is sold to Quillmark Widgets, a source said."));
  REQUIRE(
      tape_index({"add", folder / "news.jsonl", "--companies", folder / "own.csv", "--archive", folder / "a"}).status ==
      0);
  CHECK(found(folder / "a", "ticker:QWX") == 1);
  CHECK(found(folder / "a", "company:quillmark-widgets") == 1);
  CHECK(is_sound(folder / "a"));

  const Finished shown =
      tape_index({"preview", folder / "news.jsonl", "--companies", folder / "own.csv", "--report", "json"});
  const json ticker = json::parse(shown.out)["articles"][0]["tickers"][0];
  CHECK(ticker["company"] == "quillmark-widgets");
  CHECK(ticker["name"] == "Quillmark Widgets");
  CHECK(json::parse(tape_index({"companies", "--learned", "--format", "json", "--archive", folder / "a"}).out).empty());
}
