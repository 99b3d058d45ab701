// The configuration file, as both programs read it.
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "tests/support/programs.h"
#include "tests/support/temp_folder.h"
#include "tests/support/texts.h"

using namespace broadtape;
using Catch::Contains;

namespace {

class ConfiguredUser {
 public:
  void configure(const std::string& text) { std::ofstream(folder_ / "config.toml") << text; }
  std::string file(const std::string& name) const { return folder_ / name; }

  Finished index(const std::vector<std::string>& arguments, const std::string& input = {}) const {
    return tape_index(arguments, {.input = input, .environment = environment()});
  }
  Finished search(const std::vector<std::string>& arguments) const {
    return tape_search(arguments, {.environment = environment()});
  }

 private:
  std::vector<std::string> environment() const {
    return {"BROADTAPE_CONFIG=" + file("config.toml"), "HOME=" + file("home"), "BROADTAPE_ARCHIVE="};
  }

  TemporaryFolder folder_;
};

std::string article(const std::string& title, const std::string& source) {
  return R"({"url":"https://news.example/)" + title + R"(","title":")" + title + R"(","source":")" + source +
         R"(","text":"Oil rose.","date":"2025-01-30T23:30:00Z"})";
}

}  // namespace

TEST_CASE("Archives have names, and queries defaults, in the configuration file", "[cli][config]") {
  ConfiguredUser user;
  user.configure("archive = \"one\"\n[archives]\none = \"~/one\"\ntwo = \"" + user.file("two") + "\"\n");
  CHECK(user.index({"add", "-", "--quiet"}, article("First", "Wire")).status == 0);
  CHECK(user.index({"add", "-", "--quiet", "--archive", "two"}, article("Second", "Post")).status == 0);
  CHECK(std::filesystem::exists(user.file("home/one/XAPIANDB")));
  CHECK(std::filesystem::exists(user.file("two/XAPIANDB")));
  CHECK(user.search({"count", "oil"}).out == "1\n");
  CHECK(user.search({"count", "oil", "--archive", "one,two"}).out == "2\n");
  CHECK(user.search({"count", "second", "--archive", "two"}).out == "1\n");
  CHECK(user.search({"count", "oil", "--archive", "one,three"}).status == 3);
  const Finished several = user.index({"stats", "--archive", "one,two"});
  CHECK(several.status == 2);
  CHECK_THAT(several.err, Contains("several archives are named"));

  user.configure(
      "archive = [\"./two\", \"one\"]\nsource = \"Post\"\ntimezone = \"Asia/Tokyo\"\ncolor = \"always\"\n"
      "[archives]\none = \"~/one\"\n\"./two\" = \"x\"\n");
  CHECK(user.search({"count", "oil"}).status == 2);  // the name has a slash
  user.configure("archive = [\"" + user.file("two") +
                 "\", \"one\"]\nsource = \"Post\"\ntimezone = \"Asia/Tokyo\"\ncolor = \"always\"\n"
                 "[archives]\none = \"~/one\"\n");
  CHECK(user.search({"count", "oil"}).out == "1\n");
  CHECK(user.search({"count", "oil", "--source", "Wire"}).out == "1\n");
  CHECK(user.search({"count", "oil", "--source", "Wire", "--source", "Post"}).out == "2\n");
  const std::string found = user.search({"find", "oil"}).out;
  CHECK_THAT(found, Contains("2025-01-31 08:30+09:00"));
  CHECK_THAT(found, Contains("\x1b["));
  CHECK_THAT(user.search({"find", "oil", "--timezone", "UTC", "--color", "never"}).out,
             Contains("2025-01-30 23:30Z") && !Contains("\x1b["));
}

TEST_CASE("An error of the configuration file ends both programs with status 2", "[cli][config]") {
  ConfiguredUser user;
  user.configure("timezon = \"UTC\"\n");
  for (const Finished& finished : {user.search({"count", "oil"}), user.index({"stats"})}) {
    CHECK(finished.status == 2);
    CHECK_THAT(finished.err, Contains("config.toml, line 1: there is no key `timezon`"));
    CHECK_THAT(finished.err, Contains("did you mean timezone?"));
  }
}

TEST_CASE("init writes a configuration file and an archive, and changes neither", "[cli][config]") {
  ConfiguredUser user;
  const Finished first = user.index({"init", "--archive", user.file("news")});
  CHECK(first.status == 0);
  CHECK_THAT(first.err, Contains("written") && Contains("an empty archive"));
  CHECK(user.index({"add", "-", "--quiet", "--archive", user.file("news")}, article("First", "Wire")).status == 0);
  user.configure("archive = \"" + user.file("news") + "\"\n");
  const Finished second = user.index({"init"});
  CHECK(second.status == 0);
  CHECK_THAT(second.err, Contains("there already, and valid") && Contains("the archive is there already"));
  CHECK(user.search({"count", "oil"}).out == "1\n");
}
