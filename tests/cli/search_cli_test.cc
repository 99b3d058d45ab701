// The real tape-search, from the shell.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "tests/support/article_maker.h"
#include "tests/support/pseudo_terminal.h"
#include "tests/support/shell.h"
#include "tests/support/test_archive.h"

namespace broadtape {
namespace {

const std::string kProgram = std::string(BROADTAPE_BINARIES) + "/tape-search";

const TestArchive& plain_archive() {
  static const TestArchive made = [] {
    std::vector<Article> articles = ArticleMaker(3).many(200);
    articles.push_back(
        make_article("DeepSeek and GPU demand", "DeepSeek may slash demand for GPUs.\nA second paragraph."));
    articles.push_back(make_article("A \x1b[31mred\x1b[0m title", "zebra"));
    return TestArchive(articles, 2);
  }();
  return made;
}

std::string id_of(const std::string& title, const std::string& body) {
  return make_article(title, body).id;
}

// `arguments` as the shell reads them.
ShellResult plain_search(const std::string& arguments, const std::string& before = "", const std::string& after = "") {
  return shell(before + " BROADTAPE_ARCHIVE=" + plain_archive().path() + " " + kProgram + " " + arguments + after);
}

TEST_CASE("Two archives are searched as one", "[cli]") {
  const TestArchive other(std::vector<Article>{make_article("DeepSeek elsewhere", "DeepSeek and its models.")});
  const auto count = [&](const std::string& more) {
    return std::stoi(shell(kProgram + " count DeepSeek --archive " + plain_archive().path() + more).out);
  };
  const int one = count("");
  CHECK(count(" -a " + other.path()) == one + 1);
  CHECK(count(" -a " + plain_archive().path()) == one);
}

TEST_CASE("The exit status says whether something was found", "[cli]") {
  struct Case {
    const char* arguments;
    int status;
    const char* err;
  };
  const Case cases[] = {
      {"DeepSeek GPU demand", 0, ""},
      {"find DeepSeek", 0, ""},
      {"DeepSeek zebrastripe", 0, "no article has all of: DeepSeek, zebrastripe"},
      {"zebrastripe", 1, ""},
      {"DeepSeek zebrastripe --match all", 1, ""},
      {"'%%%'", 1, "nothing in the query can be searched for"},
      {"", 2, "Usage: tape-search"},
      {"find", 2, "there is nothing to search for"},
      {"DeepSeek --bogus", 2, "unrecognised option '--bogus'"},
      {"DeepSeek -gpu", 2, "after --: tape-search -- apple -gpu"},
      {"DeepSeek --limit many", 2, "--limit takes a number"},
      {"DeepSeek --limit", 2, "--limit"},
      {"DeepSeek --sort best", 2,
       "--sort takes one of relevance, newest, oldest, stored, source, ticker, length, first-seen, not 'best'"},
      {"DeepSeek --format xml", 2, "choose from text, json"},
      {"DeepSeek --color perhaps", 2, "--color takes"},
      {"DeepSeek --facets shape", 2, "there is no facet 'shape'"},
      {"DeepSeek --since 01/02/2025", 2, "since: the date could be read in two ways"},
      {"DeepSeek --timezone Mars/X", 2, "unknown time zone 'Mars/X'"},
      {"'date:2025-13'", 2, "            ^"},
      {"count after:1987-06", 2, "write date:1987-06..; to search for the text, quote it: \"after:1987-06\""},
      {"facets tiker:NVDA", 2, "write ticker:NVDA"},
      {"DeepSeek zebrastripe --format csv", 1, "--match best falls back"},
      {"DeepSeek zebrastripe --format jsonl --match best", 0, "no article has all of: DeepSeek, zebrastripe"},
      {"--no-pager count DeepSeek", 0, ""},
      {"help count", 0, ""},
      {"help", 0, ""},
      {"help wanted", 2, "to search for these words: tape-search find help wanted"},
      {"'DeepSeek not gpu'", 0, "not is a word in lower case; DeepSeek NOT gpu finds"},
      {"show abc", 2, "too short"},
      {"show zzzzzz", 1, "the archive has no article zzzzzz"},
      {"DeepSeek --archive /nowhere", 3, "/nowhere"},
      {"--help", 0, ""},
      {"find --help", 0, ""},
      {"show --help", 0, ""},
      {"--version", 0, ""},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.arguments) {
      const ShellResult result = plain_search(c.arguments);
      CHECK(result.status == c.status);
      CHECK_THAT(result.err, Catch::Contains(c.err));
      if (*c.err == '\0') CHECK(result.err.empty());
      if (c.status >= 2) CHECK(result.out.empty());
    }
  }
}

TEST_CASE("A query may be one argument or several, and may begin with a minus", "[cli]") {
  struct Case {
    const char* arguments;
    const char* parsed;
  };
  const Case cases[] = {
      {"DeepSeek GPU", "DeepSeek AND GPU"},
      {"'DeepSeek GPU'", "DeepSeek AND GPU"},
      {"--limit 1 DeepSeek GPU --offset 0", "DeepSeek AND GPU"},
      {"'-zebra DeepSeek'", "NOT zebra AND DeepSeek"},
      {"-- DeepSeek -zebra", "DeepSeek AND NOT zebra"},
      {"DeepSeek -5%", "DeepSeek AND \"5%\""},
      {"find show DeepSeek", "show AND DeepSeek"},
      {"find -- --limit", "limit"},
      {"DeepSeek --ticker nvda,amd --ticker META", "DeepSeek AND (ticker:NVDA OR ticker:AMD OR ticker:META)"},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.arguments) {
      const std::string arguments = c.arguments;
      const std::size_t separator = arguments.find("-- ");
      const bool separated = separator != std::string::npos;
      const ShellResult result =
          plain_search(separated ? arguments.substr(0, separator) + "--format json " + arguments.substr(separator)
                                 : arguments + " --format json");
      REQUIRE(result.status < 2);
      CHECK(nlohmann::json::parse(result.out)["query"]["parsed"] == c.parsed);
    }
  }
}

TEST_CASE("Options reach the search", "[cli]") {
  const auto answer =
      nlohmann::json::parse(plain_search("shares --format json --since 2024-03 --until 2024-12-31 --limit 2 --offset 1 "
                                         "--sort oldest --facets month,source --facet-limit 1 --now 2025-01-31")
                                .out);
  CHECK(answer["query"]["since"] == "2024-03-01T00:00:00Z");
  CHECK(answer["query"]["until"] == "2024-12-31T23:59:59Z");
  CHECK(answer["results"].size() == 2);
  CHECK(answer["results"][0]["rank"] == 2);
  CHECK(answer["facets"]["month"]["values"].size() == 1);
  CHECK(answer["facets"]["source"]["values"][0]["value"] == "Harbor Wire");
  const auto relative =
      nlohmann::json::parse(plain_search("shares --format json --since 7d --now 2025-01-31T12:00:00Z").out);
  CHECK(relative["query"]["since"] == "2025-01-24T12:00:00Z");
  const auto zoned =
      nlohmann::json::parse(plain_search("shares --format json --since 2025-01-30 --timezone America/New_York").out);
  CHECK(zoned["query"]["since"] == "2025-01-30T05:00:00Z");
}

TEST_CASE("An article is shown by its id or the beginning of it", "[cli]") {
  const std::string id = id_of("DeepSeek and GPU demand", "DeepSeek may slash demand for GPUs.\nA second paragraph.");
  const ShellResult whole = plain_search("show " + id);
  CHECK(whole.status == 0);
  CHECK_THAT(whole.out, Catch::Contains("A second paragraph."));
  CHECK(plain_search("show " + id.substr(0, 8)).out == whole.out);
  const auto answer = nlohmann::json::parse(plain_search("show " + id + " --format json").out);
  CHECK(answer["id"] == id);
  CHECK(answer["body"] == "DeepSeek may slash demand for GPUs.\nA second paragraph.");
}

TEST_CASE("Colour is for terminals, unless it is asked for", "[cli]") {
  CHECK(plain_search("DeepSeek").out.find('\x1b') == std::string::npos);
  CHECK(plain_search("DeepSeek --color always").out.find("\x1b[1;33mDeepSeek\x1b[0m") != std::string::npos);
  CHECK(plain_search("DeepSeek --color always", "NO_COLOR=1").out.find('\x1b') != std::string::npos);

  if (!has_pseudo_terminals()) return;
  const auto shown = [](const std::string& environment) {
    return on_terminal(environment + " BROADTAPE_ARCHIVE=" + plain_archive().path() + " " + kProgram + " DeepSeek")
        .text;
  };
  CHECK(shown("TERM=xterm").find("\x1b[1;33m") != std::string::npos);
  CHECK(shown("TERM=xterm NO_COLOR=1").find('\x1b') == std::string::npos);
  CHECK(shown("TERM=dumb").find('\x1b') == std::string::npos);
}

TEST_CASE("No title commands the terminal", "[cli]") {
  const ShellResult result = plain_search("zebra");
  CHECK(result.status == 0);
  CHECK(result.out.find('\x1b') == std::string::npos);
}

TEST_CASE("A closed pipe ends the program quietly", "[cli]") {
  const ShellResult result = plain_search("shares --limit 1000000", "", " | head -n 1");
  CHECK(result.status == 0);
  CHECK(result.err.empty());
}

TEST_CASE("A full disk is said", "[cli]") {
  const ShellResult result = plain_search("shares", "", " >/dev/full");
  CHECK(result.status == 3);
  CHECK_THAT(result.err, Catch::Contains("cannot write to standard output"));
}

TEST_CASE("The archive is found by option, then by environment, then in the data folder", "[cli]") {
  const TemporaryFolder home;
  std::filesystem::create_directories(home / "data");
  std::filesystem::create_directory_symlink(plain_archive().path(), home / "data/broadtape");
  CHECK(shell("env -u BROADTAPE_ARCHIVE XDG_DATA_HOME=" + home / "data" + " " + kProgram + " DeepSeek").status == 0);
  CHECK(shell("env -u BROADTAPE_ARCHIVE -u XDG_DATA_HOME HOME=" + home.path() + " " + kProgram + " DeepSeek").status ==
        3);
  CHECK(shell("BROADTAPE_ARCHIVE=/nowhere " + kProgram + " DeepSeek --archive " + plain_archive().path()).status == 0);
}

TEST_CASE("Every verb and option is in the help", "[cli]") {
  const std::string help = plain_search("find --help").out;
  for (const char* name :
       {"--archive",        "--since",  "--until",          "--ticker", "--source",      "--sort",
        "--limit",          "--offset", "--match",          "--now",    "--timezone",    "--facets",
        "--format",         "--scores", "--snippet-length", "--color",  "--no-snippets", "--all-versions",
        "--literal-ticker", "--help",   "--version"}) {
    CHECK_THAT(help, Catch::Contains(name));
  }
  CHECK_THAT(plain_search("--help").out, Catch::Contains("find") && Catch::Contains("show"));
  CHECK_THAT(plain_search("show --help").out, !Catch::Contains("--since"));
}

}  // namespace
}  // namespace broadtape
