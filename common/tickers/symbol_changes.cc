#include "common/tickers/symbol_changes.h"

#include <algorithm>
#include <functional>
#include <set>
#include <string>
#include <vector>

#include "common/embedded_data.h"
#include "common/tickers/symbol_file.h"

namespace broadtape {
namespace {

constexpr const char* kChangesFile = "symbols/changes.tsv";
constexpr const char* kListings[] = {"symbols/us.tsv", "symbols/foreign.tsv", "symbols/indices.tsv",
                                     "symbols/crypto.tsv"};

using Symbols = std::set<std::string, std::less<>>;

const Symbols& symbols_of_changes() {
  static const Symbols symbols = [] {
    SymbolTables tables;
    read_symbol_file(kChangesFile, embedded_data(kChangesFile), tables);
    Symbols read;
    for (const SymbolChange& change : tables.changes) {
      read.insert(change.old_symbol);
      if (!change.new_symbol.empty()) read.insert(change.new_symbol);
    }
    return read;
  }();
  return symbols;
}

// The header of a listing and the rows of `symbols`.
std::string rows_of(std::string_view listing, const Symbols& symbols) {
  std::string rows;
  bool is_header = true;
  while (!listing.empty()) {
    const std::size_t end = std::min(listing.find('\n'), listing.size());
    const std::string_view line = listing.substr(0, end);
    listing.remove_prefix(std::min(end + 1, listing.size()));
    if (line.empty() || line.starts_with('#')) continue;
    if (is_header || symbols.contains(line.substr(0, line.find('\t')))) rows.append(line) += '\n';
    is_header = false;
  }
  return rows;
}

}  // namespace

bool has_ever_changed(std::string_view symbol) {
  return symbols_of_changes().contains(symbol);
}

const SymbolDirectory& changed_symbols() {
  static const SymbolDirectory directory = [] {
    std::vector<SymbolDirectory::Source> sources{{kChangesFile, std::string(embedded_data(kChangesFile))}};
    for (const char* name : kListings) sources.push_back({name, rows_of(embedded_data(name), symbols_of_changes())});
    return SymbolDirectory::from_sources(sources);
  }();
  return directory;
}

}  // namespace broadtape
