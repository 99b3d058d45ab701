#include "common/tickers/symbol_changes.h"

#include <functional>
#include <set>
#include <string>

#include "common/embedded_data.h"
#include "common/tickers/symbol_file.h"

namespace broadtape {
namespace {

constexpr const char* kChangesFile = "symbols/changes.tsv";

std::set<std::string, std::less<>> read_symbols() {
  SymbolTables tables;
  read_symbol_file(kChangesFile, embedded_data(kChangesFile), tables);
  std::set<std::string, std::less<>> symbols;
  for (const SymbolChange& change : tables.changes) {
    symbols.insert(change.old_symbol);
    symbols.insert(change.new_symbol);
  }
  return symbols;
}

}  // namespace

bool has_ever_changed(std::string_view symbol) {
  static const std::set<std::string, std::less<>> symbols = read_symbols();
  return symbols.contains(symbol);
}

}  // namespace broadtape
