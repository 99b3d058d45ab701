// The directory of symbols, their companies and the names of these in news. Reads data/symbols/*.tsv (compiled in;
// data/SOURCES.md describes the columns) and user files of the same format.
//
// Threads: immutable; const calls may run in parallel. Construction takes a few milliseconds: construct it once.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/time/instant.h"

namespace broadtape {

enum class SymbolKind : std::uint8_t { kStock, kAdr, kEtf, kIndex, kCrypto };

struct CompanyName {
  std::string text;    // as written in news: "JP Morgan"
  bool needs_context;  // also an ordinary word: "Apple", "Target"
};

struct SymbolEntry {
  std::string symbol;    // canonical: "BRK.B", "7203.T", ".SPX", "BTC"
  std::string exchange;  // "NYSE", "TSE", "CRYPTO"
  SymbolKind kind = SymbolKind::kStock;
  std::string name;                // display name of the company: "Berkshire Hathaway"
  std::vector<CompanyName> names;  // all spellings in text, including `name`; empty for a secondary listing
  bool is_ordinary_word = false;   // A, ALL, IT: needs an explicit mark
  std::string primary;             // of a secondary listing: the symbol with the names of the company; else empty
  std::string us_symbol;           // of a foreign listing: the US listing of the company; else empty
};

enum class ChangeKind : std::uint8_t {
  kRename,     // the same company under another symbol
  kSuccessor,  // the company merged into the company of the new symbol
  kDelisted,
};

// The day from which a company trades under another symbol, or is delisted.
struct SymbolChange {
  Day first_day;  // first day under new_symbol, or without a symbol
  std::string old_symbol;
  std::string new_symbol;  // empty when delisted
  std::string company;     // display name at that time: "Facebook"
  ChangeKind kind = ChangeKind::kRename;
  std::vector<CompanyName> names;  // names of the company under the old symbol, including `company`
};

// The days on which a company used a symbol: from `first` (unset: no start) to the day before `end` (unset: until
// today).
struct SymbolSpan {
  std::string symbol;
  std::optional<Day> first;
  std::optional<Day> end;

  friend bool operator==(const SymbolSpan&, const SymbolSpan&) = default;
};

class SymbolDirectory {
 public:
  static constexpr std::size_t kMaxFileBytes = 8u << 20;  // of each user file; the built-in files have 1 MiB

  // The compiled-in directory.
  static const SymbolDirectory& builtin();

  // The built-in directory extended by user files; a later row for the same symbol wins. Throws Error(kInput) with file
  // and line for an invalid row, Error(kTooLarge) for a file larger than kMaxFileBytes.
  static SymbolDirectory with_files(const std::vector<std::string>& paths);

  // Content of a file, named relative to data/ ("symbols/us.tsv"); for tests.
  struct Source {
    std::string name;
    std::string text;
  };
  static SymbolDirectory from_sources(const std::vector<Source>& sources);

  ~SymbolDirectory();
  SymbolDirectory(SymbolDirectory&&) noexcept;

  // The entry of a canonical symbol, or null.
  const SymbolEntry* find(std::string_view symbol) const;
  const std::vector<SymbolEntry>& entries() const;
  const std::vector<SymbolChange>& changes() const;

  // All symbols that one company has used, oldest first: FB and META give the same two spans. If several companies used
  // a symbol in turn, the present or else the last one is meant. An unknown symbol has one unlimited span. Symbols of
  // acquired companies are not included.
  std::vector<SymbolSpan> history(std::string_view symbol) const;

  // The symbol, today or on `day` if set, of the company that had canonical `symbol`. Follows renames and successions
  // (FB gives META from 2022-06-09). A symbol that is still in use by any company is returned unchanged.
  std::string follow(std::string_view symbol, std::optional<Day> day) const;

  // Whether the directory has the symbol, or changes() has it as valid until after `day` (unset: ever).
  bool is_known(std::string_view symbol, std::optional<Day> day) const;

  // True for GDP, CEO, IPO etc., which occur in parentheses but are not tickers.
  bool is_abbreviation(std::string_view word) const;

  // Folded words near an ambiguous name that are evidence for or against the company.
  struct NameContext {
    std::vector<std::string> for_company, against;
  };
  const NameContext* context_of(std::string_view name) const;

  // The canonical form of a symbol in any common spelling: `brk-b`, `BRK/B`, `XOM.N`, `NASDAQ:NVDA`, `$TSLA`,
  // `BTC-USD`. Reuters codes of US exchanges lose their suffix. Other codes, and symbol-like text that is not in the
  // directory, are only upper-cased. Empty if `written` cannot be a symbol.
  std::string canonical(std::string_view written) const;

  // The canonical form of a symbol with its exchange: ("TSX", "SHOP") is SHOP.TO, ("HKEX", "700") is 0700.HK. Empty if
  // it cannot be a symbol or find_exchange_mark() does not know the exchange.
  std::string canonical_on(std::string_view exchange, std::string_view written) const;

  // Whether `suffix` ("N", "DE") is the suffix of an exchange in Reuters codes.
  bool is_ric_suffix(std::string_view suffix) const;

 private:
  struct Impl;
  explicit SymbolDirectory(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

// Whether the built-in changes contain `symbol` as an old or a new symbol. Takes microseconds; thread-safe.
bool has_ever_changed(std::string_view symbol);

// A directory of only these symbols. Its history() and changes() equal those of SymbolDirectory::builtin(), but it
// loads in a fraction of the time. Created on first use.
const SymbolDirectory& changed_symbols();

}  // namespace broadtape
