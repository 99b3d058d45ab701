#include "common/terminal/display.h"

#include <catch2/catch.hpp>
#include <map>

#include "tests/support/error_matcher.h"

namespace broadtape {
namespace {

using Variables = std::map<std::string, std::string>;

Environment environment(const Variables& variables) {
  return [variables](const char* name) {
    const auto row = variables.find(name);
    return row == variables.end() ? "" : row->second;
  };
}

TEST_CASE("Text width follows COLUMNS or the terminal, within limits", "[terminal]") {
  struct Case {
    std::size_t columns;
    const char* variable;
    std::size_t width;
  };
  const Case cases[] = {{0, "", 100}, {80, "", 80},   {80, "120", 120}, {80, "wide", 80},
                        {20, "", 60}, {900, "", 200}, {80, "1", 60},    {0, "99999999999999999999999", 100}};
  for (const Case& c : cases) {
    INFO(c.columns << " " << c.variable);
    CHECK(text_width({true, c.columns, 24}, environment({{"COLUMNS", c.variable}})) == c.width);
  }
}

TEST_CASE("Colour and links are automatic by terminal, unless set explicitly", "[terminal]") {
  struct Case {
    const char* name;
    When when;
    bool terminal;
    Variables variables;
    bool colour, links;
  };
  const Case cases[] = {
      {"a pipe", When::kAuto, false, {{"TERM", "xterm-kitty"}}, false, false},
      {"a terminal", When::kAuto, true, {{"TERM", "xterm"}}, true, false},
      {"no TERM", When::kAuto, true, {{"KITTY_WINDOW_ID", "1"}}, false, false},
      {"a dumb one", When::kAuto, true, {{"TERM", "dumb"}}, false, false},
      {"NO_COLOR leaves links", When::kAuto, true, {{"TERM", "xterm-kitty"}, {"NO_COLOR", "1"}}, false, true},
      {"always", When::kAlways, false, {{"NO_COLOR", "1"}}, true, true},
      {"never", When::kNever, true, {{"TERM", "xterm-kitty"}}, false, false},
      {"an old VTE", When::kAuto, true, {{"TERM", "xterm"}, {"VTE_VERSION", "4999"}}, true, false},
      {"a newer VTE", When::kAuto, true, {{"TERM", "xterm"}, {"VTE_VERSION", "5000"}}, true, true},
      {"an unknown program", When::kAuto, true, {{"TERM", "xterm"}, {"TERM_PROGRAM", "other"}}, true, false},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.name) {
      const Screen screen{c.terminal, 80, 24};
      CHECK(wants_colour(c.when, screen, environment(c.variables)) == c.colour);
      CHECK(wants_hyperlinks(c.when, screen, environment(c.variables)) == c.links);
    }
  }
}

TEST_CASE("An option of type When accepts three words", "[terminal]") {
  CHECK(when_of("color", "auto") == When::kAuto);
  CHECK(when_of("color", "always") == When::kAlways);
  CHECK(when_of("color", "never") == When::kNever);
  CHECK_THROWS_MATCHES(when_of("color", "yes"), Error, HasKind(ErrorKind::kUsage));
  CHECK_THROWS_WITH(when_of("hyperlinks", ""), Catch::Contains("--hyperlinks takes one of auto"));
}

}  // namespace
}  // namespace broadtape
