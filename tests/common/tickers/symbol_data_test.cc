// The shipped data files are complete and consistent.
#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <set>
#include <string>

#include "common/text/fold.h"
#include "common/tickers/symbol_directory.h"

namespace broadtape {
namespace {

const SymbolDirectory& directory() {
  return SymbolDirectory::builtin();
}

bool is_american(const SymbolEntry& entry) {
  static const std::set<std::string> exchanges = {"NYSE", "NASDAQ", "AMEX", "NYSEARCA", "CBOE"};
  return exchanges.contains(entry.exchange) && entry.kind != SymbolKind::kIndex && entry.kind != SymbolKind::kCrypto;
}

TEST_CASE("the shipped directory is as large as promised", "[tickers][data]") {
  std::size_t american = 0, with_aliases = 0, indices = 0, crypto = 0;
  for (const SymbolEntry& entry : directory().entries()) {
    if (is_american(entry)) {
      ++american;
      with_aliases += entry.names.size() > 1;
    }
    indices += entry.kind == SymbolKind::kIndex;
    crypto += entry.kind == SymbolKind::kCrypto;
  }
  const std::size_t foreign = directory().entries().size() - american - indices - crypto;
  CHECK(american >= 600);
  CHECK(with_aliases >= 300);
  CHECK(foreign >= 100);
  CHECK(indices >= 40);
  CHECK(crypto >= 60);
  CHECK(directory().changes().size() >= 25);
}

TEST_CASE("every symbol is its own canonical form, once", "[tickers][data]") {
  std::set<std::string> seen;
  for (const SymbolEntry& entry : directory().entries()) {
    CAPTURE(entry.symbol);
    CHECK(seen.insert(entry.symbol).second);
    CHECK(directory().canonical(entry.symbol) == entry.symbol);
    CHECK_FALSE(entry.exchange.empty());
    CHECK_FALSE(entry.name.empty());
    CHECK((entry.us_symbol.empty() || directory().find(entry.us_symbol) != nullptr));
  }
  for (const SymbolChange& change : directory().changes()) {
    CAPTURE(change.old_symbol);
    CHECK(directory().canonical(change.old_symbol) == change.old_symbol);
  }
}

TEST_CASE("a name that needs no context belongs to one company", "[tickers][data]") {
  std::map<std::string, std::string> owners;
  for (const SymbolEntry& entry : directory().entries()) {
    for (const CompanyName& name : entry.names) {
      CAPTURE(entry.symbol, name.text);
      const auto [at, is_new] = owners.emplace(fold(name.text), entry.symbol);
      CHECK((is_new || at->second == entry.symbol || name.needs_context));
    }
  }
}

TEST_CASE("every rename leads to a symbol that exists or was renamed again", "[tickers][data]") {
  for (const SymbolChange& change : directory().changes()) {
    CAPTURE(change.old_symbol, change.new_symbol);
    CHECK(is_valid(change.first_day));
    if (change.kind == ChangeKind::kDelisted) continue;
    const auto is_old = [&](const SymbolChange& later) {
      return later.old_symbol == change.new_symbol && later.first_day > change.first_day;
    };
    const bool goes_on = std::any_of(directory().changes().begin(), directory().changes().end(), is_old);
    CHECK((directory().find(change.new_symbol) != nullptr || goes_on));
  }
}

TEST_CASE("every symbol's history is in order and ends where the next symbol begins", "[tickers][data]") {
  for (const SymbolEntry& entry : directory().entries()) {
    CAPTURE(entry.symbol);
    const std::vector<SymbolSpan> spans = directory().history(entry.symbol);
    REQUIRE_FALSE(spans.empty());
    CHECK(spans.back().symbol == entry.symbol);
    CHECK_FALSE(spans.back().end.has_value());
    for (std::size_t i = 0; i + 1 < spans.size(); ++i) {
      REQUIRE(spans[i].end.has_value());
      CHECK((!spans[i].first || *spans[i].first < *spans[i].end));
      // Share classes that became one end on the same day.
      CHECK((spans[i].end == spans[i + 1].first || spans[i].end == spans[i + 1].end));
    }
  }
}

TEST_CASE("abbreviations in financial text are not symbols", "[tickers][data]") {
  for (const char* word : {"GDP", "CEO", "IPO", "EPS", "ETF", "CPI"}) {
    CAPTURE(word);
    CHECK(directory().is_abbreviation(word));
  }
  for (const char* word : {"A", "ALL", "IT", "ON"}) {
    CAPTURE(word);
    REQUIRE(directory().find(word) != nullptr);
    CHECK(directory().find(word)->is_ordinary_word);
  }
}

}  // namespace
}  // namespace broadtape
