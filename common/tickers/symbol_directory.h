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
  std::string text;        // as the news writes it: "JP Morgan"
  bool needs_context;      // also an ordinary word or another thing: "Apple", "Target"
};

struct SymbolEntry {
  std::string symbol;    // canonical: "BRK.B", "7203.T", ".SPX", "BTC"
  std::string exchange;  // "NYSE", "TSE", "CRYPTO"
  SymbolKind kind = SymbolKind::kStock;
  std::string name;      // of the company, for people: "Berkshire Hathaway"
  std::vector<CompanyName> names;  // every way to write it in text, the name included; empty for a secondary listing
  bool is_ordinary_word = false;   // A, ALL, IT: needs an explicit mark
};

// A day from which a company trades under another symbol (or none: delisted).
struct SymbolChange {
  Day first_day;            // the first under new_symbol, or without one
  std::string old_symbol;
  std::string new_symbol;   // empty when delisted
  std::string company;
};

class SymbolDirectory {
 public:
  // The directory that ships with the programs.
  static const SymbolDirectory& builtin();

  // The built-in one with the user's files on top; a later row for the same symbol wins.
  // Throws Error(kInput) that names the file and line of a row it cannot read.
  static SymbolDirectory with_files(const std::vector<std::string>& paths);

  ~SymbolDirectory();
  SymbolDirectory(SymbolDirectory&&) noexcept;

  // The entry of a canonical symbol, or null.
  const SymbolEntry* find(std::string_view symbol) const;
  const std::vector<SymbolEntry>& entries() const;
  const std::vector<SymbolChange>& changes() const;

  // True for GDP, CEO, IPO and the like, which stand in parentheses without being tickers.
  bool is_abbreviation(std::string_view word) const;

  // Words beside a name that needs context which tell for (true) or against (false) the company; folded.
  struct NameContext {
    std::vector<std::string> for_company, against;
  };
  const NameContext* context_of(std::string_view name) const;

  // The canonical form of a symbol as people and data sets write it, upper-cased: `brk-b`, `BRK/B`, `XOM.N`,
  // `NASDAQ:NVDA`, `$TSLA`, `BTC-USD`. A Reuters code of a US exchange loses its suffix; one of another exchange, and any
  // other symbol-like text that is not in the directory, is kept as it is (upper-cased). Empty when it cannot be a symbol.
  std::string canonical(std::string_view written) const;

 private:
  struct Impl;
  explicit SymbolDirectory(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace broadtape
