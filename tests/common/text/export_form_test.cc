#include "common/text/export_form.h"

#include <catch2/catch.hpp>
#include <string>

namespace broadtape {
namespace {

TEST_CASE("Removing the guard restores every text", "[text][export]") {
  struct Case {
    const char* text;
    const char* cell;
  };
  const Case cases[] = {
      {"", ""},
      {"plain", "plain"},
      {"=1", "'=1"},
      {"-5 pct", "'-5 pct"},
      {"@home", "'@home"},
      {"\u3000＝1", "'\u3000＝1"},
      {"'=1", "''=1"},
      {"''+1", "'''+1"},
      {"'quoted'", "'quoted'"},
      {"'", "'"},
      {"''", "''"},
      {"' =1", "'' =1"},
      {"a=1", "a=1"},
  };
  for (const Case& c : cases) {
    INFO(c.text);
    const std::string cell = (needs_csv_guard(c.text) ? "'" : "") + std::string(c.text);
    CHECK(cell == c.cell);
    CHECK(without_csv_guard(cell) == c.text);
  }
}

}  // namespace
}  // namespace broadtape
