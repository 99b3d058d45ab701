// The shipped directory is complete and consistent: the invariants of docs/companies.md.
#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "common/companies/company_directory.h"
#include "common/companies/symbol_form.h"
#include "common/text/fold.h"

namespace broadtape {
namespace {

const CompanyDirectory& directory() {
  return CompanyDirectory::builtin();
}

constexpr Day kFirstDay{1, 1, 1}, kLastDay{9999, 12, 31};

bool overlap(const DaySpan& a, const DaySpan& b) {
  return a.from.value_or(kFirstDay) < b.to.value_or(kLastDay) && b.from.value_or(kFirstDay) < a.to.value_or(kLastDay);
}

bool in_order(const DaySpan& days) {
  return !days.from || !days.to || *days.from <= *days.to;
}

TEST_CASE("the shipped directory is as large as promised", "[companies][data]") {
  std::map<CompanyKind, std::size_t> kinds;
  for (const Company& company : directory().companies()) ++kinds[company.kind];
  std::size_t american = 0, foreign = 0;
  for (const Listing& listing : directory().listings()) {
    const ExchangeMark* exchange = find_exchange_mark(listing.exchange);
    const bool is_american = exchange != nullptr && exchange->ric_suffix.empty();
    american += is_american && !listing.days.to;
    foreign += !is_american && listing.company->kind == CompanyKind::kCompany;
  }
  CHECK(kinds[CompanyKind::kCompany] >= 4'000);
  CHECK(kinds[CompanyKind::kIndex] >= 90);
  CHECK(kinds[CompanyKind::kCrypto] >= 85);
  CHECK(american >= 4'500);
  CHECK(foreign >= 500);
}

TEST_CASE("keys are in order, unique and made from a name", "[companies][data]") {
  // Names whose key is the usual short form.
  const std::set<std::string> exceptions = {"att", "att-corp"};
  const Company* before = nullptr;
  for (const Company& company : directory().companies()) {
    CAPTURE(company.key, company.name);
    CHECK((before == nullptr || before->key < company.key));
    before = &company;
    CHECK(company_key(company.key) == company.key);
    bool fits = exceptions.contains(std::string(company.key));
    for (const CompanyName& name : company.names()) {
      const std::string key = company_key(name.text);
      fits = fits || company.key.starts_with(key) || key.starts_with(company.key);
    }
    CHECK(fits);
  }
}

TEST_CASE("a name is found in the data by its key", "[companies][data]") {
  const CompanyDirectory& directory = CompanyDirectory::builtin();
  for (const Company& company : directory.companies()) {
    INFO(company.key);
    REQUIRE(CompanyDirectory::builtin_name(company.key) == company.name);
  }
  for (const std::string_view key : {"", "0", "zzz", "apple-", "appl", "key", "nvidia\t"}) {
    INFO(key);
    CHECK((directory.find(key) == nullptr && CompanyDirectory::builtin_name(key).empty()));
  }
}

TEST_CASE("dates are in order and successors exist", "[companies][data]") {
  for (const Company& company : directory().companies()) {
    CAPTURE(company.key);
    CHECK(in_order(company.days));
    for (const CompanyName& name : company.names()) {
      CAPTURE(name.text);
      CHECK(in_order(name.days));
      CHECK(name.text.find("@19") == name.text.npos);  // a date without `..`
      CHECK(name.text.find("@20") == name.text.npos);
    }
    if (company.successor.empty()) continue;
    CHECK(directory().find(company.successor) != nullptr);
    CHECK(company.successor != company.key);
  }
  for (const Listing& listing : directory().listings()) {
    CAPTURE(listing.key, listing.symbol);
    CHECK(in_order(listing.days));
  }
}

TEST_CASE("a listing has one holder on a day, and its symbol is canonical", "[companies][data]") {
  const std::set<std::string_view> sources = {"known",       "known?",    "sec-2025",
                                              "nasdaq-2026", "nyse-2026", "reuters-1987"};
  std::map<std::pair<std::string_view, std::string_view>, std::vector<const Listing*>> held;
  for (const Listing& listing : directory().listings()) {
    CAPTURE(listing.key, listing.exchange, listing.symbol);
    if (listing.symbol != "NAN") CHECK(directory().canonical(listing.symbol) == listing.symbol);  // a missing value
    CHECK(sources.contains(listing.source));
    CHECK_FALSE(listing.exchange.empty());
    std::vector<const Listing*>& others = held[{listing.exchange, listing.symbol}];
    for (const Listing* other : others) {
      CAPTURE(other->key);
      CHECK_FALSE(overlap(listing.days, other->days));
    }
    others.push_back(&listing);
  }
}

TEST_CASE("a name that needs no context belongs to one company on a day", "[companies][data]") {
  struct Owner {
    const Company* company;
    CompanyName name;
    DaySpan days;
  };
  std::map<std::string, std::vector<Owner>> owners;
  for (const Company& company : directory().companies()) {
    for (const CompanyName& name : company.names()) {
      const DaySpan days{name.days.from ? name.days.from : company.days.from,
                         name.days.to ? name.days.to : company.days.to};
      std::vector<Owner>& others = owners[fold(name.text)];
      for (const Owner& other : others) {
        if (other.company == &company || !overlap(days, other.days)) continue;
        CAPTURE(company.key, other.company->key, name.text);
        CHECK((name.needs_context && other.name.needs_context));
      }
      others.push_back({&company, name, days});
    }
  }
}

TEST_CASE("companies keep their symbols apart over time", "[companies][data]") {
  struct Case {
    const char* symbol;
    Day day;
    const char* key;  // empty: nobody's
  };
  const Case cases[] = {
      {"FB", {2018, 3, 1}, "meta-platforms"},
      {"META", {2023, 3, 1}, "meta-platforms"},
      {"T", {2020, 1, 2}, "att"},
      {"GM", {2005, 1, 3}, "general-motors"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.symbol, format_day(c.day));
    const Listing* listing = directory().listed(c.symbol, c.day);
    CHECK((listing == nullptr ? "" : listing->company->key) == c.key);
  }
  const std::vector<SymbolSpan> meta = directory().history("FB");
  REQUIRE(meta.size() == 2);
  CHECK(meta[0].symbol == "FB");
  CHECK(meta[0].end == Day{2022, 6, 9});
  CHECK(meta[1] == SymbolSpan{"META", Day{2022, 6, 9}, std::nullopt});
}

TEST_CASE("abbreviations in financial text are not symbols", "[companies][data]") {
  for (const char* word : {"GDP", "CEO", "IPO", "EPS", "ETF", "CPI"}) {
    CAPTURE(word);
    CHECK(directory().is_abbreviation(word));
  }
  for (const char* word : {"A", "ALL", "IT", "ON"}) {
    CAPTURE(word);
    REQUIRE(directory().listed(word, std::nullopt) != nullptr);
    CHECK(directory().is_ordinary_word(word));
  }
}

}  // namespace
}  // namespace broadtape
