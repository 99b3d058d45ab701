#include "common/tickers/symbol_changes.h"

#include <catch2/catch.hpp>

using namespace broadtape;

TEST_CASE("The symbols that changed have the same history without the others", "[tickers][changes]") {
  const SymbolDirectory& whole = SymbolDirectory::builtin();
  REQUIRE(whole.changes().size() > 100);
  CHECK(changed_symbols().changes().size() == whole.changes().size());
  CHECK(changed_symbols().entries().size() < whole.entries().size() / 4);
  for (const SymbolChange& change : whole.changes()) {
    CAPTURE(change.old_symbol, change.new_symbol);
    CHECK(has_ever_changed(change.old_symbol));
    CHECK((change.new_symbol.empty() || has_ever_changed(change.new_symbol)));
    CHECK(changed_symbols().history(change.old_symbol) == whole.history(change.old_symbol));
    CHECK(changed_symbols().history(change.new_symbol) == whole.history(change.new_symbol));
  }
}

TEST_CASE("Most symbols never changed, and those have no history but themselves", "[tickers][changes]") {
  CHECK_FALSE(has_ever_changed("NVDA"));
  CHECK_FALSE(has_ever_changed(""));
  CHECK_FALSE(has_ever_changed("no symbol"));
  for (const SymbolEntry& entry : SymbolDirectory::builtin().entries()) {
    if (has_ever_changed(entry.symbol)) continue;
    CAPTURE(entry.symbol);
    CHECK(SymbolDirectory::builtin().history(entry.symbol) ==
          std::vector<SymbolSpan>{{entry.symbol, std::nullopt, std::nullopt}});
  }
}
