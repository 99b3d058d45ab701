#include <catch2/catch.hpp>

#include "common/tickers/symbol_directory.h"

using namespace broadtape;

TEST_CASE("changed_symbols() has the same history as the whole directory", "[tickers][changes]") {
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

TEST_CASE("Most symbols never changed and have no history", "[tickers][changes]") {
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
