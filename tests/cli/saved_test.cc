// save, new and saved of the real tape-search: nothing is lost and nothing is listed twice.
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <memory>
#include <nlohmann/json.hpp>
#include <set>

#include "common/archive/manifest.h"
#include "common/archive/saved_searches.h"
#include "tests/support/made_input.h"
#include "tests/support/programs.h"
#include "tests/support/pseudo_terminal.h"
#include "tests/support/schema_check.h"
#include "tests/support/shell.h"
#include "tests/support/temp_folder.h"

using namespace broadtape;
using Catch::Contains;
using nlohmann::json;
namespace fs = std::filesystem;

namespace {

Article oil_article(const std::string& title, const std::string& body = "Oil rose on heavy demand.") {
  Article article = make_article(title, body);
  article.url = "https://news.example/" + title;
  return article;
}

std::vector<Article> oil_articles(int first, int count) {
  std::vector<Article> articles;
  for (int i = first; i < first + count; ++i) articles.push_back(oil_article("T" + std::to_string(i)));
  return articles;
}

class SavedArchive {
 public:
  SavedArchive() {
    add(oil_articles(0, 1));
    REQUIRE(search({"save", "oil", "oil"}).status == 0);
  }

  std::string path() const { return folder_ / "archive"; }
  const TemporaryFolder& folder() const { return folder_; }

  void add(const std::vector<Article>& articles) const {
    REQUIRE(index({"add", "-", "--quiet"}, as_json_lines(articles)).status == 0);
  }

  Finished index(std::vector<std::string> arguments, const std::string& input = "") const {
    arguments.insert(arguments.end(), {"--archive", path()});
    return tape_index(arguments, {.input = input});
  }

  Finished search(std::vector<std::string> arguments) const {
    arguments.insert(arguments.end(), {"--archive", path()});
    return tape_search(arguments);
  }

  // Titles with a star for corrections; counts as asked.
  std::multiset<std::string> news(const std::string& name = "oil") const {
    const Finished finished = search({"new", name, "--format", "jsonl"});
    CHECK(finished.err.empty());
    const std::multiset<std::string> titles = titles_in(finished.out);
    CHECK(finished.status == (titles.empty() ? 1 : 0));
    return titles;
  }

  static std::multiset<std::string> titles_in(const std::string& rows) {
    std::multiset<std::string> titles;
    std::istringstream lines(rows);
    for (std::string line; std::getline(lines, line);) {
      const json row = json::parse(line);
      titles.insert(row["title"].get<std::string>() + (row["news"] == "corrected" ? "*" : ""));
    }
    return titles;
  }

  std::string shell_command(const std::string& arguments) const {
    return kTapeSearch + " " + arguments + " --archive " + path();
  }

 private:
  TemporaryFolder folder_;
};

using Titles = std::multiset<std::string>;

}  // namespace

TEST_CASE("A saved search lists each article once", "[cli][saved]") {
  const SavedArchive archive;
  CHECK(archive.news().empty());
  archive.add({oil_article("T1"), oil_article("gold", "Gold fell.")});
  CHECK(archive.search({"new", "oil", "--peek"}).status == 0);
  CHECK(archive.news() == Titles{"T1"});
  CHECK(archive.news().empty());
  archive.add({oil_article("T1")});
  CHECK(archive.news().empty());
  // A correction, an article that matches only since its correction, and one that matches no more.
  archive.add({oil_article("T1", "Oil fell after all."), oil_article("gold", "Gold and oil fell."),
               oil_article("T0", "Gas rose on heavy demand.")});
  archive.add({oil_article("T2")});
  CHECK(archive.index({"compact"}).status == 0);
  CHECK(archive.news() == Titles{"T1*", "T2", "gold"});
  CHECK(archive.index({"reindex"}).status == 0);
  CHECK(archive.news().empty());
  CHECK(archive.search({"new", "oil"}).out == archive.search({"new", "oil", "--peek"}).out);
}

TEST_CASE("Options of a saved search hold whenever it is asked", "[cli][saved]") {
  const SavedArchive archive;
  CHECK(archive.search({"save", "day", "--since", "2025-01-30", "--until", "2025-01-30", "--source", "harbor wire"})
            .status == 0);
  CHECK(archive.search({"save", "all", "--all"}).status == 0);
  CHECK(archive.search({"save", "any", "gas", "gold", "--match", "any"}).status == 0);
  Article later = oil_article("later", "Gold fell.");
  later.published->utc_s += 90'000;
  later.published_text = "";
  archive.add({oil_article("T1"), later});
  CHECK(archive.news("day") == Titles{"T1"});
  CHECK(archive.news("all") == Titles{"T1", "later"});
  CHECK(archive.news("any") == Titles{"later"});
  CHECK(archive.search({"save", "any", "oil", "--replace"}).status == 0);
  CHECK(archive.news("any").empty());
  archive.add({oil_article("T2")});
  CHECK(archive.search({"save", "any", "--replace", "--all"}).status == 0);
  CHECK(archive.news("any") == Titles{"T2"});
}

TEST_CASE("What could not be written is listed again", "[cli][saved]") {
  const SavedArchive archive;
  constexpr int kMany = 700;  // more than a pipe holds
  archive.add(oil_articles(1, kMany));
  const std::string rows = archive.shell_command("new oil --format jsonl --fields +snippet,body,news,first_seen,url");
  SECTION("a full disk") {
    CHECK(shell(rows + " > /dev/full").status == 3);
    CHECK(shell(archive.shell_command("new oil") + " > /dev/full").status == 3);
    CHECK(shell(archive.shell_command("new oil --format json") + " > /dev/full").status == 3);
  }
  SECTION("a pipe that is closed") {
    CHECK(shell("{ " + rows + "; echo $? >&2; } | head -n 1").err == "141\n");
    CHECK(shell("trap '' PIPE; { " + rows + "; echo $? >&2; } | head -n 1").err == "141\n");
  }
  SECTION("a process that is killed while it writes") {
    CHECK(shell("mkfifo " + archive.folder() / "pipe" + "; exec 3<>" + archive.folder() / "pipe" + "; " + rows +
                " >&3 & child=$!; while [ \"$(cut -d ' ' -f 3 /proc/$child/stat)\" != S ]; do sleep 0.02; done; "
                "sleep 0.3; kill -9 $child; wait $child")
              .status == 128 + SIGKILL);
  }
  SECTION("a pager that is left") {
    if (!has_pseudo_terminals()) return;
    const Shown shown = on_terminal("BROADTAPE_PAGER='head -n 2' " + archive.shell_command("new oil"));
    CHECK(shown.status == 0);
    CHECK_THAT(shown.text, Contains("the pager was left before the end; the next call lists the same again"));
  }
  CHECK(archive.news().size() == kMany);
  CHECK(archive.news().empty());
  CHECK(std::distance(fs::directory_iterator(archive.path() + "/saved"), {}) == 1);
}

TEST_CASE("News that a pager showed to the end are asked for", "[cli][saved]") {
  if (!has_pseudo_terminals()) return;
  const SavedArchive archive;
  archive.add(oil_articles(1, 50));
  const Shown shown = on_terminal("BROADTAPE_PAGER=cat\\ - " + archive.shell_command("new oil"));
  CHECK(shown.status == 0);
  CHECK_THAT(shown.text, Contains("50 new articles"));
  CHECK(archive.news().empty());
}

TEST_CASE("Two that ask at once list each article once between them", "[cli][saved]") {
  const SavedArchive archive;
  archive.add(oil_articles(1, 40));
  std::vector<std::unique_ptr<Program>> programs;
  for (int i = 0; i < 6; ++i) {
    programs.push_back(std::make_unique<Program>(
        kTapeSearch, std::vector<std::string>{"new", "oil", "--format", "jsonl", "--archive", archive.path()}));
  }
  Titles titles;
  int found = 0;
  for (const auto& program : programs) {
    const Finished finished = program->wait();
    titles.merge(SavedArchive::titles_in(finished.out));
    found += finished.status == 0 ? 1 : 0;
  }
  CHECK(found == 1);
  CHECK(titles.size() == 40);
  CHECK(std::set<std::string>(titles.begin(), titles.end()).size() == 40);
}

TEST_CASE("Nothing is lost while the archive grows", "[cli][saved]") {
  const SavedArchive archive;
  Titles titles;
  for (int run = 0; run < 8; ++run) {
    Program add(kTapeIndex, {"add", "-", "--quiet", "--archive", archive.path()},
                {.input = as_json_lines(oil_articles(1 + 10 * run, 10))});
    titles.merge(archive.news());
    CHECK(add.wait().status == 0);
  }
  titles.merge(archive.news());
  CHECK(titles.size() == 80);
  CHECK(std::set<std::string>(titles.begin(), titles.end()).size() == 80);
}

TEST_CASE("Mistakes with saved searches are explained", "[cli][saved]") {
  const SavedArchive archive;
  struct Case {
    std::vector<std::string> arguments;
    int status;
    const char* err;
  };
  const Case cases[] = {
      {{"new"}, 2, "new takes the name of a saved search"},
      {{"new", "york", "stocks"}, 2, "tape-search find new york stocks"},
      {{"new", "york"}, 2, "there is no saved search york"},
      {{"new", "oi"}, 2, "did you mean oil?"},
      {{"new", "../oil"}, 2, "'../oil' cannot be the name of a saved search"},
      {{"save"}, 2, "save takes a name and a query"},
      {{"save", "gas"}, 2, "there is nothing to search for"},
      {{"save", "oil", "gas"}, 2, "there is a saved search oil already"},
      {{"save", "gas", "gas", "--replace"}, 2, "there is no saved search gas"},
      {{"save", "a/b", "gas"}, 2, "cannot be the name"},
      {{"save", "gas", "tiker:XOM"}, 2, "write ticker:XOM"},
      {{"save", "gas", "gas", "--since", "01/02/2025"}, 2, "the date could be read in two ways"},
      {{"save", "gas", "gas", "--limit", "3"}, 2, "--limit"},
      {{"saved", "oil"}, 2, "saved takes no names"},
      {{"saved", "--delete", "gas"}, 2, "there is no saved search gas"},
      {{"new", "oil", "--archive", "/"}, 2, "a saved search is one of a single archive"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.arguments);
    const Finished finished = archive.search(c.arguments);
    CHECK(finished.status == c.status);
    CHECK_THAT(finished.err, Contains(c.err));
    CHECK(finished.out.empty());
  }
  CHECK(saved_names(archive.path()) == std::vector<std::string>{"oil"});
  CHECK(archive.search({"saved", "--delete", "oil"}).status == 0);
  CHECK(archive.search({"saved"}).status == 1);
  std::ofstream(archive.path() + "/XAPIANDB") << "remote 127.0.0.1:1\n";
  CHECK_THAT(archive.search({"save", "oil", "oil"}).err, Contains("without remote shards"));
}

TEST_CASE("A damaged saved search is reported with its path, and the others are listed", "[cli][saved]") {
  const SavedArchive archive;
  CHECK(archive.search({"save", "second", "oil"}).status == 0);
  archive.add(oil_articles(1, 1));
  const std::string path = archive.path() + "/saved/oil.json";
  write_file(path, "{\"version\": 1");
  const Finished list = archive.search({"saved"});
  CHECK(list.status == 3);
  CHECK_THAT(list.out, Contains("second"));
  CHECK_THAT(list.err, Contains(path));
  CHECK_THAT(archive.search({"new", "oil"}).err, Contains(path));
  CHECK(archive.news("second") == Titles{"T1"});
  archive.add(oil_articles(2, 1));
  const Finished verified = archive.index({"verify"});
  CHECK(verified.status == 3);
  CHECK_THAT(verified.out + verified.err, Contains(path));
  CHECK(read_file(path) == "{\"version\": 1");
  CHECK(archive.search({"saved", "--delete", "oil"}).status == 0);
  CHECK(archive.index({"verify"}).status == 0);
}

TEST_CASE("An archive that was restored from an older copy gives no number of a run again", "[cli][saved]") {
  const SavedArchive archive;
  const std::string copy = archive.folder() / "copy";
  fs::copy(archive.path(), copy, fs::copy_options::recursive);
  archive.add(oil_articles(1, 1));
  archive.add(oil_articles(2, 1));
  CHECK(archive.news().size() == 2);
  fs::remove_all(archive.path() + "/segments");
  fs::copy(copy + "/segments", archive.path() + "/segments", fs::copy_options::recursive);
  fs::copy_file(copy + "/XAPIANDB", archive.path() + "/XAPIANDB", fs::copy_options::overwrite_existing);
  const Finished restored = archive.search({"new", "oil"});
  CHECK(restored.status == 1);
  CHECK_THAT(restored.err, Contains("the archive has 1 runs, but oil was asked up to run 3"));
  CHECK_THAT(archive.index({"verify"}).out, Contains("it was asked up to run 3, but the manifest counts 1 runs"));
  archive.add(oil_articles(3, 1));
  CHECK(archive.news() == Titles{"T3"});
  CHECK(archive.index({"verify"}).status == 0);
}

TEST_CASE("The machine forms of saved searches conform to their schemas", "[cli][saved]") {
  const SavedArchive archive;
  CHECK(archive.search({"save", "words", "oil", "--all-versions", "--ticker", "XOM"}).status == 0);
  archive.add(oil_articles(1, 2));
  CHECK(schema_faults("saved", archive.search({"saved", "--format", "json"}).out) == "");
  const json first = json::parse(archive.search({"saved", "--format", "json"}).out)["saved_searches"][0];
  CHECK(first["name"] == "oil");
  CHECK(first["new"] == 2);
  CHECK(first["asked"].is_null());
  std::istringstream rows(archive.search({"saved", "--format", "jsonl"}).out);
  for (std::string line; std::getline(rows, line);) CHECK(schema_faults("saved_row", line) == "");
  const std::string news = archive.search({"new", "oil", "--peek", "--format", "json"}).out;
  CHECK(schema_faults("find", news) == "");
  CHECK(json::parse(news)["saved_search"]["run"] == 2);
  CHECK(json::parse(news)["total"] == 2);
  CHECK(schema_faults("article_row", json::parse(news)["results"][0].dump()) == "");
  CHECK_THAT(archive.search({"new", "oil", "--format", "csv", "--fields", "title,news"}).out,
             Contains("title,news\r\nT") && Contains(",new\r\n"));
  CHECK_THAT(archive.search({"saved"}).out,
             Contains("oil · 0 new · asked") && Contains("oil --all-versions --ticker XOM"));
}
