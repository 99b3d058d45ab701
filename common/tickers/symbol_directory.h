// Which symbols exist, whose they are, and what the news calls their companies. Reads data/symbols/*.tsv (compiled in;
// data/SOURCES.md describes the columns) and files of the same form that the user adds.
//
// Threads: immutable once made; const calls may run in parallel. Making one takes a few milliseconds: make it once.
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
  std::string text;    // as the news writes it: "JP Morgan"
  bool needs_context;  // also an ordinary word or another thing: "Apple", "Target"
};

struct SymbolEntry {
  std::string symbol;    // canonical: "BRK.B", "7203.T", ".SPX", "BTC"
  std::string exchange;  // "NYSE", "TSE", "CRYPTO"
  SymbolKind kind = SymbolKind::kStock;
  std::string name;                // of the company, for people: "Berkshire Hathaway"
  std::vector<CompanyName> names;  // every way to write it in text, the name included; empty for a secondary listing
  bool is_ordinary_word = false;   // A, ALL, IT: needs an explicit mark
  std::string primary;             // of a secondary listing: the symbol whose names are this company's; else empty
  std::string us_symbol;           // of a foreign listing: the company's US listing; else empty
};

enum class ChangeKind : std::uint8_t {
  kRename,     // the same company under another symbol
  kSuccessor,  // the company became part of another, whose symbol is the new one
  kDelisted,
};

// A day from which a company trades under another symbol (or none: delisted).
struct SymbolChange {
  Day first_day;  // the first under new_symbol, or without one
  std::string old_symbol;
  std::string new_symbol;  // empty when delisted
  std::string company;     // for people, at that time: "Facebook"
  ChangeKind kind = ChangeKind::kRename;
  std::vector<CompanyName> names;  // what the company was called under the old symbol; at least `company`
};

// The days on which a company used a symbol: from `first`, always when unset, to the day before `end`, until today when
// unset.
struct SymbolSpan {
  std::string symbol;
  std::optional<Day> first;
  std::optional<Day> end;

  friend bool operator==(const SymbolSpan&, const SymbolSpan&) = default;
};

class SymbolDirectory {
 public:
  static constexpr std::size_t kMaxFileBytes = 8u << 20;  // of the user's files, each; the built-in ones have 1 MiB

  // The directory that ships with the programs.
  static const SymbolDirectory& builtin();

  // The built-in one with the user's files on top; a later row for the same symbol wins.
  // Throws Error(kInput) that names the file and line of a row it cannot read, Error(kTooLarge) for a file past
  // kMaxFileBytes.
  static SymbolDirectory with_files(const std::vector<std::string>& paths);

  // What a directory is made of: the text of each file, named as under data/ ("symbols/us.tsv"); for tests.
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

  // Every symbol that one company has used, oldest first: FB and META give the same two spans. Of a symbol that several
  // companies used in turn, the one that uses it now, or else used it last, is meant. An unknown symbol has one span
  // without limits. Symbols of companies that were taken over are not included.
  std::vector<SymbolSpan> history(std::string_view symbol) const;

  // The symbol of the company that had canonical `symbol`: its present one, or on `day` when set. Old symbols follow
  // renames and successions (FB gives META from 2022-06-09); one that is still in use by any company stays.
  std::string follow(std::string_view symbol, std::optional<Day> day) const;

  // True when the directory has the symbol now, or had it in changes() until after `day` (or ever, when unset).
  bool is_known(std::string_view symbol, std::optional<Day> day) const;

  // True for GDP, CEO, IPO and the like, which stand in parentheses without being tickers.
  bool is_abbreviation(std::string_view word) const;

  // Words beside a name that needs context which tell for (true) or against (false) the company; folded.
  struct NameContext {
    std::vector<std::string> for_company, against;
  };
  const NameContext* context_of(std::string_view name) const;

  // The canonical form of a symbol as people and data sets write it, upper-cased: `brk-b`, `BRK/B`, `XOM.N`,
  // `NASDAQ:NVDA`, `$TSLA`, `BTC-USD`. A Reuters code of a US exchange loses its suffix; one of another exchange, and
  // any other symbol-like text that is not in the directory, is kept as it is (upper-cased). Empty when it cannot be a
  // symbol.
  std::string canonical(std::string_view written) const;

  // The canonical form of a symbol written with its exchange: ("TSX", "SHOP") is SHOP.TO, ("HKEX", "700") 0700.HK.
  // Empty when it cannot be a symbol, or `exchange` is none that exchange_marks.h knows.
  std::string canonical_on(std::string_view exchange, std::string_view written) const;

  // True when `suffix` ("N", "DE") is that of an exchange in Reuters codes.
  bool is_ric_suffix(std::string_view suffix) const;

 private:
  struct Impl;
  explicit SymbolDirectory(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace broadtape
