// save --alert, alert and add --alert of the real programs.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <set>

#include "tests/support/made_input.h"
#include "tests/support/programs.h"
#include "tests/support/schema_check.h"
#include "tests/support/shell.h"
#include "tests/support/temp_folder.h"

using namespace broadtape;
using Catch::Contains;
using nlohmann::json;

namespace {

Article alert_article(const std::string& title) {
  Article article = make_article(title, "Oil rose on heavy demand.");
  article.url = "https://news.example/" + title;
  return article;
}

class AlertedArchive {
 public:
  AlertedArchive() {
    REQUIRE(add({"first"}, false).status == 0);
    REQUIRE(search({"save", "oil", "oil", "--alert", "command:cat >> " + file("got")}).status == 0);
  }

  Finished add(const std::vector<std::string>& titles, bool alert) const {
    std::vector<Article> articles;
    for (const std::string& title : titles) articles.push_back(alert_article(title));
    std::vector<std::string> arguments = {"add", "-", "--quiet", "--archive", file("archive")};
    if (alert) arguments.push_back("--alert");
    return tape_index(arguments, {.input = as_json_lines(articles)});
  }

  Finished search(std::vector<std::string> arguments) const {
    arguments.insert(arguments.end(), {"--archive", file("archive")});
    return tape_search(arguments);
  }

  std::string file(const std::string& name) const { return folder_ / name; }

  std::multiset<std::string> delivered() const {
    std::multiset<std::string> titles;
    std::istringstream lines(std::filesystem::exists(file("got")) ? read_file(file("got")) : "");
    for (std::string line; std::getline(lines, line);) {
      CHECK(schema_faults("alert", line) == "");
      const json body = json::parse(line);
      for (const json& row : body["results"]) titles.insert(row["title"].get<std::string>());
    }
    return titles;
  }

 private:
  TemporaryFolder folder_;
};

using Delivered = std::multiset<std::string>;

}  // namespace

TEST_CASE("Each article is delivered once, by add and by later calls", "[cli][alert]") {
  const AlertedArchive archive;
  const Finished added = archive.add({"second", "third"}, true);
  CHECK(added.status == 0);
  CHECK_THAT(added.err, Contains("1 delivered"));
  CHECK(archive.delivered() == Delivered{"second", "third"});
  CHECK(archive.add({"third", "fourth"}, false).status == 0);
  CHECK(archive.delivered() == Delivered{"second", "third"});
  CHECK(archive.search({"alert"}).status == 0);
  CHECK(archive.search({"alert"}).err.empty());
  CHECK(archive.delivered() == Delivered{"fourth", "second", "third"});
  // Alerts and tape-search new do not take anything from each other.
  CHECK_THAT(archive.search({"new", "oil"}).out, Contains("3 new articles"));
  CHECK_THAT(archive.search({"saved"}).out, Contains("alert"));
}

TEST_CASE("What could not be delivered is due until it is", "[cli][alert]") {
  const AlertedArchive archive;
  CHECK(archive
            .search({"save", "oil", "oil", "--replace", "--alert",
                     "command:test -e " + archive.file("up") + " && cat >> " + archive.file("got")})
            .status == 0);
  const Finished added = archive.add({"second"}, true);
  CHECK(added.status == 0);
  CHECK_THAT(added.err, Contains("exit status 1") && Contains("0 delivered, 1 to be tried again"));
  write_file(archive.file("up"), "");
  CHECK(archive.search({"alert"}).status == 1);  // too early
  CHECK(archive.search({"alert", "--retry"}).status == 0);
  CHECK(archive.delivered() == Delivered{"second"});
}

TEST_CASE("A process that is killed while it delivers repeats at most that delivery", "[cli][alert]") {
  const AlertedArchive archive;
  CHECK(archive
            .search({"save", "oil", "oil", "--replace", "--alert-articles", "1", "--alert",
                     "command:cat >> " + archive.file("got") + "; if mkdir " + archive.file("once") +
                         " 2>/dev/null; then kill -9 $PPID; fi"})
            .status == 0);
  CHECK(archive.add({"second", "third", "fourth"}, false).status == 0);
  CHECK(archive.search({"alert"}).status != 0);
  CHECK(archive.delivered().size() == 1);
  CHECK(archive.search({"alert"}).status == 0);
  const Delivered all = archive.delivered();
  CHECK(all.size() == 4);
  CHECK(std::set<std::string>(all.begin(), all.end()) == std::set<std::string>{"fourth", "second", "third"});
  std::set<std::string> ids;
  std::istringstream lines(read_file(archive.file("got")));
  for (std::string line; std::getline(lines, line);) ids.insert(json::parse(line)["id"]);
  CHECK(ids.size() == 3);
}

TEST_CASE("Mail goes through sendmail", "[cli][alert]") {
  const AlertedArchive archive;
  CHECK(archive.search({"save", "oil", "oil", "--replace", "--alert", "mailto:desk@news.example"}).status == 0);
  write_file(archive.file("sendmail"),
             "#!/bin/sh\necho \"$@\" > " + archive.file("arguments") + "\ncat > " + archive.file("mail") + "\n");
  CHECK(archive.add({"second"}, false).status == 0);
  CHECK(shell("chmod +x " + archive.file("sendmail") + "; BROADTAPE_SENDMAIL=" + archive.file("sendmail") + " " +
              kTapeSearch + " alert --archive " + archive.file("archive"))
            .status == 0);
  CHECK(read_file(archive.file("arguments")) == "-t -i\n");
  CHECK_THAT(read_file(archive.file("mail")), Contains("To: desk@news.example\n") && Contains("\nsecond\n"));
}

TEST_CASE("Alerts are kept by --replace, and ended by none", "[cli][alert]") {
  const AlertedArchive archive;
  CHECK(archive.search({"save", "oil", "demand", "--replace"}).status == 0);
  CHECK(archive.add({"second"}, true).status == 0);
  CHECK(archive.delivered() == Delivered{"second"});
  CHECK(archive.search({"save", "oil", "demand", "--replace", "--alert", "none"}).status == 0);
  CHECK(archive.add({"third"}, true).status == 0);
  CHECK(archive.delivered() == Delivered{"second"});
  CHECK_THAT(archive.search({"save", "x", "oil", "--alert", "desk@news.example"}).err, Contains("--alert takes"));
  CHECK(archive.search({"alert", "oil"}).status == 2);
}

TEST_CASE("verify reports damaged files of alerts, but no delivery that is being written", "[cli][alert]") {
  const AlertedArchive archive;
  CHECK(archive.search({"alert"}).status == 0);
  const auto verify = [&] { return tape_index({"verify", "--quick", "--archive", archive.file("archive")}); };
  const std::string due = archive.file("archive") + "/alerts/due/";
  write_file(due + "0000000000009999-alert_1.json", "{\"version\":1,");  // of a run after the mark
  CHECK(verify().status == 0);
  write_file(due + "0000000000000001-alert_2.json", "{\"version\":1,");
  const Finished damaged = verify();
  CHECK(damaged.status == 3);
  CHECK_THAT(damaged.out, Contains("0000000000000001-alert_2.json of the alerts is damaged"));
  CHECK_THAT(damaged.err, Contains("1 files of saved searches and alerts"));
  std::filesystem::remove(due + "0000000000000001-alert_2.json");
  write_file(archive.file("archive") + "/alerts/mark", "");
  CHECK(verify().status == 3);
}
