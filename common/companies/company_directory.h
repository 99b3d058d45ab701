// The directory of companies, funds, indices, currencies, crypto assets and commodities: their names and listings, with
// the days on which each was valid. Reads data/companies.tsv and data/listings.tsv (compiled in) and user files;
// docs/companies.md describes the columns.
//
// Threads: immutable; const calls may run in parallel. The built-in directory loads in about 2 ms: its strings are
// views of the compiled-in text, and what only recognition needs is read on first use.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "common/time/instant.h"

namespace broadtape {

enum class CompanyKind : std::uint8_t { kCompany, kFund, kIndex, kCurrency, kCrypto, kCommodity };

// From day `from` (unset: no known start) to the day before `to` (unset: until today). A date that the data gives to
// the month or year is that month's or year's first day.
struct DaySpan {
  std::optional<Day> from, to;

  bool has_begun(Day day) const { return !from || *from <= day; }
  bool has_ended(Day day) const { return to && *to <= day; }
  bool has(Day day) const { return has_begun(day) && !has_ended(day); }

  friend bool operator==(const DaySpan&, const DaySpan&) = default;
};

struct CompanyName {
  std::string_view text;       // as written in news: "JP Morgan"
  bool needs_context = false;  // also an ordinary word, surname or place: "Apple", "Target"
  DaySpan days;
};

// What readers of news take for one company over time. All views are valid as long as the directory.
struct Company {
  std::string_view key;   // stable and unique: "berkshire-hathaway"
  std::string_view name;  // display name: "Berkshire Hathaway"
  CompanyKind kind = CompanyKind::kCompany;
  bool name_needs_context = false;
  std::string_view country;    // ISO 3166 alpha-2 of the head office, or empty
  DaySpan days;                // when it existed
  std::string_view successor;  // key of the company it became part of, or empty
  std::string_view other_names;

  // All names in text; the display name first. Parsed at each call.
  std::vector<CompanyName> names() const;
  void names(std::vector<CompanyName>& all) const;  // replaces `all`
};

// A symbol of a company on an exchange and the days on which the company had it.
struct Listing {
  const Company* company = nullptr;
  std::string_view key;       // of `company`
  std::string_view exchange;  // "NYSE", "TSE", "CRYPTO"; empty in a user's list
  std::string_view symbol;    // canonical: "BRK.B", "7203.T", ".SPX", "BTC"
  DaySpan days;
  std::string_view source;  // "known", "known?" (uncertain), "sec-2025"; docs/companies.md has them all
  bool is_own = false;      // from a user's file: preferred to built-in listings

  bool is_certain() const { return !source.ends_with('?'); }
};

// The days on which a company used a symbol.
struct SymbolSpan {
  std::string symbol;
  std::optional<Day> first;
  std::optional<Day> end;

  friend bool operator==(const SymbolSpan&, const SymbolSpan&) = default;
};

// Today's public lists do not say since when a symbol is listed. Before this day an article has to confirm it.
inline constexpr Day kListsHoldSince{2006, 1, 1};

class CompanyDirectory {
 public:
  static constexpr std::size_t kMaxFileBytes = 8u << 20;  // of each user file

  // The compiled-in directory.
  static const CompanyDirectory& builtin();

  // Company::name of builtin().find(key), read from the data without builtin(), whose first use takes some 6 ms. Empty
  // if it has none.
  static std::string_view builtin_name(std::string_view key);

  // The built-in directory extended by user files, which add and override. Throws Error(kInput) with file and line for
  // an invalid row, Error(kTooLarge) for a file larger than kMaxFileBytes.
  static CompanyDirectory with_files(const std::vector<std::string>& paths);

  // Content of a file, named relative to data/ ("companies.tsv"); for tests. Word lists are the built-in ones.
  struct Source {
    std::string name;
    std::string text;
  };
  static CompanyDirectory from_sources(const std::vector<Source>& sources);

  ~CompanyDirectory();
  CompanyDirectory(CompanyDirectory&&) noexcept;

  const std::vector<Company>& companies() const;    // by key
  const std::vector<Listing>& listings() const;     // by key, those of a company in the order of the data
  const Company* find(std::string_view key) const;  // or null
  std::span<const Listing> listings_of(const Company& company) const;

  // Every listing of canonical `symbol`, of all companies that ever had it; oldest first.
  std::vector<const Listing*> holders(std::string_view symbol) const;

  // The listing of canonical `symbol` on `day`. Without a day: the present one, or else the last one. Null if there is
  // none.
  const Listing* listed(std::string_view symbol, std::optional<Day> day) const;

  // The symbol under which `company` is shown on `day` (unset: today, or else its last one); empty if it was not
  // listed. Of several the first in this order: US exchanges, the exchange of its home country, other exchanges, over
  // the counter; then the order of the data.
  std::string_view symbol_on(const Company& company, std::optional<Day> day) const;

  // The companies with that name, regardless of case and accents, on `day` (unset: ever). A former name counts after
  // its end if no other company has it.
  std::vector<const Company*> named(std::string_view name, std::optional<Day> day) const;

  // Whether a name of another company than `company` begins with the words of `name` and goes on: `Fleet` of Fleet
  // Street Trust. Regardless of case and accents.
  bool begins_other_name(std::string_view name, const Company& company) const;

  // The display name of the company that has canonical `symbol` on `day`; empty if unknown.
  std::string_view name_of(std::string_view symbol, std::optional<Day> day = std::nullopt) const;

  // All symbols of the company that has `symbol` now or had it last, oldest first: FB and META give the same two spans.
  // An unknown symbol has one unlimited span.
  std::vector<SymbolSpan> history(std::string_view symbol) const;

  bool is_known(std::string_view symbol, std::optional<Day> day) const { return listed(symbol, day) != nullptr; }

  // True for GDP, CEO, IPO etc., which occur in parentheses but are not tickers.
  bool is_abbreviation(std::string_view word) const;

  // True for A, ALL, IT etc., symbols that are also words: they need an explicit mark.
  bool is_ordinary_word(std::string_view symbol) const;

  // Folded words near an ambiguous name that are evidence for or against the company.
  struct NameContext {
    std::vector<std::string> for_company, against;
  };
  const NameContext* context_of(std::string_view name) const;

  // The canonical form of a symbol in any common spelling: `brk-b`, `BRK/B`, `XOM.N`, `NASDAQ:NVDA`, `XNAS:NVDA`,
  // `US:NVDA`, `NVDA.US`, `NVDA US Equity`, `$TSLA`, `BTC-USD`. Reuters codes of US exchanges lose their suffix. Other
  // codes, and symbol-like text that is not in the directory, are only upper-cased. Empty if `written` cannot be a
  // symbol, or is an ISIN or CUSIP.
  std::string canonical(std::string_view written) const;

  // The canonical form of a symbol with its exchange: ("TSX", "SHOP") is SHOP.TO, ("HKEX", "700") is 0700.HK. Empty if
  // it cannot be a symbol or find_exchange_mark() does not know the exchange.
  std::string canonical_on(std::string_view exchange, std::string_view written) const;

  // Whether `suffix` ("N", "DE") is the suffix of an exchange in Reuters codes.
  bool is_ric_suffix(std::string_view suffix) const;

 private:
  struct Impl;
  explicit CompanyDirectory(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

// The key of a name by the rule of the data: lower case, `&` and everything that is no letter or digit as one hyphen,
// apostrophes dropped: "McDonald's" is mcdonalds.
std::string company_key(std::string_view name);

}  // namespace broadtape
