// tape-search on a terminal: pager, links, the last query.
#include <catch2/catch.hpp>

#include "tests/support/article_maker.h"
#include "tests/support/programs.h"
#include "tests/support/pseudo_terminal.h"
#include "tests/support/shell.h"
#include "tests/support/test_archive.h"

namespace broadtape {
namespace {

using Catch::Contains;

const TestArchive& terminal_archive() {
  static const TestArchive made = [] {
    std::vector<Article> articles = ArticleMaker(3).many(60);
    articles.push_back(make_article("Zebra stripes", "A zebra and its foal."));
    articles.back().url = "https://news.example/zebra\xc3\xa9";
    articles.push_back(make_article("Zebra crossing", "A zebra crossing in gaming."));
    articles.back().url = "javascript:alert(1)";
    return TestArchive(articles, 1);
  }();
  return made;
}

std::string terminal_search(const std::string& state) {
  return "TERM=xterm BROADTAPE_ARCHIVE=" + terminal_archive().path() + " XDG_STATE_HOME=" + state + " " + kTapeSearch +
         " ";
}

TEST_CASE("Output that is longer than the screen goes through the pager, and no other", "[cli][terminal]") {
  if (!has_pseudo_terminals()) return;
  const TemporaryFolder folder;
  const std::string pager = "BROADTAPE_PAGER='sed s/^/PAGED:/' ";
  struct Case {
    const char* name;
    std::string environment;
    std::string arguments;
    bool paged;
    int status;
  };
  const Case cases[] = {
      {"long", pager, "shares --limit 50", true, 0},
      {"short", pager, "zebra --limit 1", false, 0},
      {"long, without pager", pager, "shares --limit 50 --no-pager", false, 0},
      {"long, in a pipe", pager, "shares --limit 50 | cat", false, 0},
      {"PAGER", "BROADTAPE_PAGER= PAGER='sed s/^/PAGED:/' ", "shares --limit 50", true, 0},
      {"no such pager", "BROADTAPE_PAGER=nonesuch ", "shares --limit 50", false, 0},
      {"a pager that cannot be run", "BROADTAPE_PAGER='/bin/sh -c \"exit 127\"' ", "shares --limit 50", false, 0},
      {"cat", "BROADTAPE_PAGER=cat ", "shares --limit 50", false, 0},
      {"nothing found", pager, "nosuchword", false, 1},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.name) {
      const Shown shown = on_terminal(c.environment + terminal_search(folder.path()) + c.arguments);
      CHECK(shown.status == c.status);
      CHECK((shown.text.find("PAGED:") != std::string::npos) == c.paged);
      if (c.status == 0) CHECK_THAT(shown.text, Contains("article"));
    }
  }
}

TEST_CASE("Leaving the pager early is a quiet end", "[cli][terminal]") {
  if (!has_pseudo_terminals()) return;
  const TemporaryFolder folder;
  const Shown shown = on_terminal("BROADTAPE_PAGER='head -n 2' " + terminal_search(folder.path()) +
                                  "find --all --format jsonl --limit all");
  CHECK(shown.status == 0);
  CHECK_THAT(shown.text, !Contains("tape-search:"));
}

TEST_CASE("Ctrl-C in the pager is the pager's", "[cli][terminal]") {
  if (!has_pseudo_terminals()) return;
  const TemporaryFolder folder;
  const std::string pager =
      folder.write("pager", "#!/bin/sh\ntrap 'echo INTERRUPTED; exit 0' INT\necho READY\nsleep 5 & wait\n");
  const Shown shown =
      on_terminal("exec env BROADTAPE_PAGER='sh " + pager + "' " + terminal_search(folder.path()) + "shares --limit 50",
                  24, "READY", "\x03");
  CHECK(shown.status == 0);
  CHECK_THAT(shown.text, Contains("INTERRUPTED"));
}

TEST_CASE("Titles are links where the terminal has them", "[cli][terminal]") {
  const TemporaryFolder folder;
  const std::string link = "\x1b]8;;https://news.example/zebra%C3%A9\x1b\\";
  CHECK_THAT(shell(terminal_search(folder.path()) + "zebra stripes --hyperlinks always").out, Contains(link));
  CHECK_THAT(shell(terminal_search(folder.path()) + "crossing --hyperlinks always").out, !Contains("]8;;"));
  CHECK_THAT(shell(terminal_search(folder.path()) + "zebra stripes").out, !Contains("]8;;"));
  if (!has_pseudo_terminals()) return;
  CHECK_THAT(on_terminal("KITTY_WINDOW_ID=1 " + terminal_search(folder.path()) + "zebra stripes").text, Contains(link));
  CHECK_THAT(
      on_terminal("env -i KITTY_WINDOW_ID=1 " + terminal_search(folder.path()) + "zebra --hyperlinks never").text,
      !Contains("]8;;"));
  CHECK_THAT(on_terminal("env -i " + terminal_search(folder.path()) + "zebra stripes").text, !Contains("]8;;"));
}

TEST_CASE("The last query can be narrowed again and again", "[cli][terminal]") {
  const TemporaryFolder folder;
  const ShellResult none = shell(terminal_search(folder.path()) + "again");
  CHECK(none.status == 2);
  CHECK_THAT(none.err, Contains("there is no last query"));
  if (!has_pseudo_terminals()) return;

  CHECK(on_terminal(terminal_search(folder.path()) + "'zebra OR crossing' --since 2024").status == 0);
  const std::string path = folder / "broadtape/last-query.json";
  CHECK((std::filesystem::status(path).permissions() & std::filesystem::perms::all) ==
        (std::filesystem::perms::owner_read | std::filesystem::perms::owner_write));

  const ShellResult narrowed = shell(terminal_search(folder.path()) + "again -x gaming --no-snippets");
  CHECK(narrowed.status == 0);
  CHECK_THAT(narrowed.err, Contains("tape-search find --archive") || Contains("'(zebra OR crossing) -gaming'"));
  CHECK_THAT(narrowed.err, Contains("--since 2024"));
  CHECK_THAT(narrowed.out, Contains("Zebra stripes") && !Contains("Zebra crossing"));

  const ShellResult more = shell(terminal_search(folder.path()) + "again foal -x 'its calf' -x OR --since 2025");
  CHECK_THAT(more.err,
             Contains("'(zebra OR crossing) -gaming foal -\"its calf\" -\"OR\"'") && Contains("--since 2025"));
  CHECK_THAT(more.out, Contains("1 article"));

  folder.write("broadtape/last-query.json", "{\"version\":99}");
  CHECK(shell(terminal_search(folder.path()) + "again").status == 2);
}

TEST_CASE("The query of a pager that was left early is the last one", "[cli][terminal]") {
  if (!has_pseudo_terminals()) return;
  const TemporaryFolder folder;
  REQUIRE(on_terminal(terminal_search(folder.path()) + "'shares OR said OR the' --no-pager").status == 0);
  on_terminal("BROADTAPE_PAGER=true " + terminal_search(folder.path()) +
              "again -x zebra --limit all --snippet-length 9000");
  CHECK_THAT(read_file(folder / "broadtape/last-query.json"), Contains("-zebra"));
}

}  // namespace
}  // namespace broadtape
