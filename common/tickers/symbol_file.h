// Reads the files of data/symbols and data/words, and the user's of the same form. data/SOURCES.md has their columns.
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

// Everything a directory is made of, as read.
struct SymbolTables {
  std::vector<SymbolEntry> entries;                     // in the order of the files, one for each symbol
  std::unordered_map<std::string, std::size_t> places;  // of the symbols in `entries`
  std::vector<SymbolChange> changes;
  std::map<std::string, RicSuffix, std::less<>> ric_suffixes;
  std::map<std::string, SymbolDirectory::NameContext, std::less<>> contexts;
  std::set<std::string, std::less<>> abbreviations;   // not-symbols.txt
  std::set<std::string, std::less<>> ordinary_words;  // ambiguous-symbols.txt
};

// Adds one file's rows. Its header line says which kind of file it is; without one it has the columns of us.tsv. Names
// that end in .txt are word lists. A row for a symbol that is there already replaces it.
// Throws Error(kInput) that names `name` and the line of a row it cannot read.
void read_symbol_file(const std::string& name, std::string_view text, SymbolTables& tables);

}  // namespace broadtape
