#include "searcher/commands/shell_command.h"

#include <catch2/catch.hpp>

namespace broadtape {
namespace {

TEST_CASE("A word of a shell is quoted where it must be", "[commands]") {
  struct Case {
    const char *text, *word;
  };
  const Case cases[] = {{"oil", "oil"},         {"/a/b-c_1.x", "/a/b-c_1.x"}, {"", "''"},   {"rate cut", "'rate cut'"},
                        {"it's", "'it'\\''s'"}, {"$(reboot)", "'$(reboot)'"}, {"~", "'~'"}, {"a\nb", "'a\nb'"}};
  for (const Case& c : cases) CHECK(shell_word(c.text) == c.word);
}

TEST_CASE("A command line has the request's filters and the command's clock and archive", "[commands]") {
  QueryRequest request;
  request.text = "-oil \"rate cut\"";
  request.tickers = {"NVDA,AMD"};
  request.sources = {"Harbor Wire"};
  request.since = "2025";
  request.match = Match::kAny;
  request.literal_tickers = true;
  CHECK(command_line_of(request) ==
        "tape-search --ticker NVDA,AMD --source 'Harbor Wire' --since 2025 --match any --literal-ticker -- "
        "'-oil \"rate cut\"'");
  Options options;
  options.values = {{"archive", {"/tmp/a b"}}, {"now", {"2025-02-01"}}, {"limit", {"3"}}};
  QueryRequest oil;
  oil.text = "oil";
  CHECK(command_line_of(oil, options) == "tape-search --now 2025-02-01 --archive '/tmp/a b' oil");
}

}  // namespace
}  // namespace broadtape
