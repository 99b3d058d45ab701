// Parses the files of data/symbols and data/words, and user files of the same format. data/SOURCES.md has the columns.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "common/tickers/symbol_directory.h"

namespace broadtape {

struct RicSuffix {
  std::string exchange;
  bool is_us = false;
};

// The parsed content of a directory.
struct SymbolTables {
  std::vector<SymbolEntry> entries;                     // in file order, one per symbol
  std::unordered_map<std::string, std::size_t> places;  // index in `entries` by symbol
  std::vector<SymbolChange> changes;
  std::map<std::string, RicSuffix, std::less<>> ric_suffixes;
  std::map<std::string, SymbolDirectory::NameContext, std::less<>> contexts;
  std::set<std::string, std::less<>> abbreviations;   // not-symbols.txt
  std::set<std::string, std::less<>> ordinary_words;  // ambiguous-symbols.txt
};

// Adds the rows of a file. The header line determines the kind of file; without one it has the columns of us.tsv. Files
// ending in .txt are word lists. A row replaces an earlier row for the same symbol. Throws Error(kInput) with `name`
// and line for an invalid row.
void read_symbol_file(const std::string& name, std::string_view text, SymbolTables& tables);

}  // namespace broadtape
