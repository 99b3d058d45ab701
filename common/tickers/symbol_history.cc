// SymbolDirectory over time: the symbols of a company, and the companies of a symbol.
#include <algorithm>
#include <functional>
#include <set>
#include <string>
#include <vector>

#include "common/embedded_data.h"
#include "common/tickers/symbol_directory.h"
#include "common/tickers/symbol_file.h"

namespace broadtape {
namespace {

using Changes = std::vector<SymbolChange>;  // oldest first

// The last change before `limit` for which `is_wanted` is true, or null.
template <typename Wanted>
const SymbolChange* last_change(const Changes& changes, std::optional<Day> limit, Wanted is_wanted) {
  const SymbolChange* last = nullptr;
  for (const SymbolChange& change : changes) {
    if ((!limit || change.first_day < *limit) && is_wanted(change)) last = &change;
  }
  return last;
}

// Whether a change concerns the company of `entry`: Dell was delisted and listed again.
bool is_same_company(const SymbolChange& change, const SymbolEntry* entry) {
  if (entry == nullptr) return false;
  return std::any_of(entry->names.begin(), entry->names.end(),
                     [&](const CompanyName& name) { return name.text == change.company; });
}

// The last symbol of the company that has `symbol` now or had it last, and the day on which it ended, if any.
SymbolSpan last_span(const SymbolDirectory& directory, std::string symbol) {
  std::optional<Day> since;
  for (;;) {
    if (directory.find(symbol) != nullptr) return {std::move(symbol), std::nullopt, std::nullopt};
    const SymbolChange* next = last_change(directory.changes(), std::nullopt, [&](const SymbolChange& change) {
      return change.old_symbol == symbol && (!since || change.first_day > *since);
    });
    if (next == nullptr) return {std::move(symbol), std::nullopt, std::nullopt};
    if (next->kind != ChangeKind::kRename) return {std::move(symbol), std::nullopt, next->first_day};
    since = next->first_day;
    symbol = next->new_symbol;
  }
}

}  // namespace

std::vector<SymbolSpan> SymbolDirectory::history(std::string_view symbol) const {
  std::vector<SymbolSpan> newest_first{last_span(*this, std::string(symbol))};
  std::size_t at = 0;
  for (;;) {
    SymbolSpan& span = newest_first[at];
    const std::string current = span.symbol;
    const SymbolChange* rename = last_change(changes(), span.end, [&](const SymbolChange& change) {
      return change.new_symbol == current && change.kind == ChangeKind::kRename;
    });
    // If another company gave up the symbol earlier, this company cannot have had it before that day.
    const SymbolChange* given_up = last_change(changes(), span.end, [&](const SymbolChange& change) {
      return change.old_symbol == current && !is_same_company(change, find(current));
    });
    if (rename == nullptr || (given_up != nullptr && given_up->first_day > rename->first_day)) {
      if (given_up != nullptr) span.first = given_up->first_day;
      break;
    }
    span.first = rename->first_day;
    at = newest_first.size();
    for (const SymbolChange& change : changes()) {  // several share classes may merge on the same day: RDS.A, RDS.B
      if (change.first_day == rename->first_day && change.new_symbol == current) {
        newest_first.push_back({change.old_symbol, std::nullopt, change.first_day});
      }
    }
  }
  std::reverse(newest_first.begin(), newest_first.end());
  return newest_first;
}

std::string SymbolDirectory::follow(std::string_view symbol, std::optional<Day> day) const {
  std::string current{symbol};
  std::optional<Day> since;
  for (;;) {
    if (find(current) != nullptr) return current;
    const SymbolChange* next = last_change(changes(), std::nullopt, [&](const SymbolChange& change) {
      return change.old_symbol == current && (!since || change.first_day > *since) &&
             (!day || change.first_day <= *day);
    });
    if (next == nullptr || next->kind == ChangeKind::kDelisted) return current;
    since = next->first_day;
    current = next->new_symbol;
  }
}

bool SymbolDirectory::is_known(std::string_view symbol, std::optional<Day> day) const {
  if (find(symbol) != nullptr) return true;
  return std::any_of(changes().begin(), changes().end(), [&](const SymbolChange& change) {
    return change.old_symbol == symbol && (!day || change.first_day > *day);
  });
}

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
