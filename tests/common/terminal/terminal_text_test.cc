#include "common/terminal/terminal_text.h"

#include <catch2/catch.hpp>

#include "common/text/display_width.h"

namespace broadtape {
namespace {

using Lines = std::vector<std::string>;

TEST_CASE("Text cannot control the terminal", "[output]") {
  struct Case {
    std::string text;
    const char* shown;
  };
  const Case cases[] = {
      {"plain", "plain"},
      {"\x1b[31mred\x1b]0;title\x07", "\ufffd[31mred\ufffd]0;title\ufffd"},
      {"two\nlines\tand tab", "two lines and tab"},
      {"c1 \u009b31m", "c1 \ufffd31m"},
      {"back\u202eward", "back\ufffdward"},
      {"bad \xff byte", "bad \ufffd byte"},
      {"del\x7f", "del\ufffd"},
      {"Nestlé 深圳", "Nestlé 深圳"},
  };
  for (const Case& c : cases) CHECK(harmless(c.text) == c.shown);
  CHECK(harmless_lines("two\nlines") == "two\nlines");
}

TEST_CASE("Lines are wrapped at spaces by display width", "[output]") {
  struct Case {
    const char* text;
    std::size_t width;
    Lines lines;
  };
  const Case cases[] = {
      {"one two three", 80, {"  one two three"}},
      {"one two three", 9, {"  one two", "  three"}},
      {"a verylongword", 8, {"  a", "  verylo", "  ngword"}},
      {"深圳股票交易所", 8, {"  深圳股", "  票交易", "  所"}},
      {"  spaces   in between ", 80, {"  spaces in between"}},
      {"", 80, {}},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.text) {
      CHECK(wrap({{c.text, Ink::kPlain}}, c.width, "  ", false) == c.lines);
    }
  }
}

TEST_CASE("Colour ends with its line and does not change the width", "[output]") {
  const std::vector<Span> spans = {{"plain ", Ink::kPlain}, {"bold words", Ink::kBold}, {" end", Ink::kPlain}};
  CHECK(wrap(spans, 80, "", true) == Lines{"plain \x1b[1mbold words\x1b[0m end"});
  CHECK(wrap(spans, 10, "", true) == Lines{"plain \x1b[1mbold\x1b[0m", "\x1b[1mwords\x1b[0m end"});
  CHECK(wrap(spans, 10, "", false) == Lines{"plain bold", "words end"});
  CHECK(painted("x", Ink::kBold, false) == "x");
}

TEST_CASE("Wide characters take two columns", "[output]") {
  CHECK(display_width("abc") == 3);
  CHECK(display_width("深圳") == 4);
  CHECK(display_width("e\u0301") == 1);
}

}  // namespace
}  // namespace broadtape
