#include "common/tickers/symbol_directory.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <map>
#include <utility>

#include "common/embedded_data.h"
#include "common/error/error.h"
#include "common/tickers/symbol_file.h"
#include "common/tickers/symbol_form.h"

namespace broadtape {
namespace {

constexpr std::array kBuiltinFiles = {
    "symbols/us.tsv",        "symbols/foreign.tsv",      "symbols/indices.tsv",         "symbols/crypto.tsv",
    "symbols/changes.tsv",   "symbols/ric-suffixes.tsv", "words/ambiguous-symbols.txt", "words/not-symbols.txt",
    "words/name-context.tsv"};

std::string read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::string text(SymbolDirectory::kMaxFileBytes + 1, '\0');
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (!file.good() && !file.eof()) throw Error(ErrorKind::kInput, fmt::format("cannot read {}", path));
  text.resize(static_cast<std::size_t>(file.gcount()));
  if (text.size() > SymbolDirectory::kMaxFileBytes) {
    throw Error(ErrorKind::kTooLarge,
                fmt::format("the symbol file {} is larger than {} bytes", path, SymbolDirectory::kMaxFileBytes),
                "remove symbols that do not occur in the news");
  }
  return text;
}

bool is_digits(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

// Splits a symbol at its last full stop.
std::pair<std::string_view, std::string_view> split_suffix(std::string_view symbol) {
  const std::size_t dot = symbol.rfind('.');
  if (dot == std::string_view::npos || dot == 0) return {symbol, {}};
  return {symbol.substr(0, dot), symbol.substr(dot + 1)};
}

// Hong Kong's codes have four digits at least: `5.HK` is 0005.HK.
std::string padded(std::string_view root, std::string_view suffix) {
  const std::size_t zeros = suffix == "HK" && is_digits(root) && root.size() < 4 ? 4 - root.size() : 0;
  return fmt::format("{}{}.{}", std::string(zeros, '0'), root, suffix);
}

}  // namespace

struct SymbolDirectory::Impl {
  SymbolTables tables;
  std::map<std::string, std::size_t, std::less<>> by_symbol;
  std::map<std::string, std::string, std::less<>>
      other_forms;  // alternative spellings of indices and crypto assets: ^GSPC, BTC/USD

  void build_lookups();
  bool is_listed(std::string_view symbol) const { return by_symbol.contains(symbol); }
  bool was_ever_listed(std::string_view symbol) const;
  std::string with_class(std::string_view symbol) const;
  std::string without_us_suffix(std::string_view symbol) const;
  std::string canonical(std::string_view written) const;
};

void SymbolDirectory::Impl::build_lookups() {
  for (std::size_t i = 0; i < tables.entries.size(); ++i) {
    SymbolEntry& entry = tables.entries[i];
    by_symbol[entry.symbol] = i;
    entry.is_ordinary_word = tables.ordinary_words.contains(entry.symbol);
    if (entry.kind != SymbolKind::kIndex && entry.kind != SymbolKind::kCrypto) continue;
    for (const CompanyName& name : entry.names) {
      const std::string form = upper_symbol(name.text);
      if (!name.needs_context && form == name.text && form != entry.symbol) other_forms.emplace(form, entry.symbol);
    }
  }
  for (SymbolEntry& entry : tables.entries) {
    if (entry.primary.empty()) continue;
    const auto primary = by_symbol.find(entry.primary);
    if (primary == by_symbol.end()) {
      throw Error(ErrorKind::kInput,
                  fmt::format("{} shares the names of {}, which is not listed", entry.symbol, entry.primary));
    }
    entry.name = tables.entries[primary->second].name;
  }
  std::stable_sort(tables.changes.begin(), tables.changes.end(),
                   [](const SymbolChange& a, const SymbolChange& b) { return a.first_day < b.first_day; });
}

bool SymbolDirectory::Impl::was_ever_listed(std::string_view symbol) const {
  const auto had = [&](const SymbolChange& change) { return change.old_symbol == symbol; };
  return is_listed(symbol) || std::any_of(tables.changes.begin(), tables.changes.end(), had);
}

// Converts class shares to the form with a full stop: `BRK-B`, `BRK/B`. Empty for other symbols.
std::string SymbolDirectory::Impl::with_class(std::string_view symbol) const {
  const std::size_t mark = symbol.find_first_of("-/");
  if (mark == std::string_view::npos || mark == 0 || mark + 1 == symbol.size()) return {};
  std::string dotted{symbol};
  dotted[mark] = '.';
  const bool is_class_letter = mark + 2 == symbol.size() && symbol[mark + 1] >= 'A' && symbol[mark + 1] <= 'Z';
  // `BAC-N` is a series of preferred shares, not BAC in New York.
  const bool is_class = is_class_letter && without_us_suffix(dotted).empty();
  return is_class || was_ever_listed(dotted) ? dotted : std::string{};
}

// Removes the suffix of `XOM.N` and `AAPL.OQ`. `.A` is more often a share class than the American Stock Exchange.
std::string SymbolDirectory::Impl::without_us_suffix(std::string_view symbol) const {
  const auto [root, suffix] = split_suffix(symbol);
  const auto known = tables.ric_suffixes.find(suffix);
  if (suffix.empty() || known == tables.ric_suffixes.end() || !known->second.is_us) return {};
  if (suffix == "A") {
    const auto entry = by_symbol.find(root);
    if (entry == by_symbol.end() || tables.entries[entry->second].exchange != "AMEX") return {};
  }
  return std::string(root);
}

std::string SymbolDirectory::Impl::canonical(std::string_view written) const {
  const std::string upper = upper_symbol(written);
  if (upper.empty() || was_ever_listed(upper)) return upper;
  if (const auto form = other_forms.find(upper); form != other_forms.end()) return form->second;
  if (std::string dotted = with_class(upper); !dotted.empty()) return dotted;
  if (std::string root = without_us_suffix(upper); !root.empty()) {
    // `BRKb.N`: a class in lower case.
    const char last = written[root.size() - 1];
    if (root.size() > 1 && last >= 'a' && last <= 'z' && written[0] >= 'A' && written[0] <= 'Z') {
      root.insert(root.size() - 1, 1, '.');
    }
    return canonical(root);
  }
  if (upper.ends_with("-USD") && is_listed(upper.substr(0, upper.size() - 4))) return upper.substr(0, upper.size() - 4);
  const auto [root, suffix] = split_suffix(upper);
  if (suffix.empty()) return upper;
  // Two exchanges have a different suffix in the symbols of other vendors.
  for (const auto& [other, reuters] : {std::pair{"SW", "S"}, std::pair{"JO", "J"}}) {
    if (suffix == other && is_listed(fmt::format("{}.{}", root, reuters))) return fmt::format("{}.{}", root, reuters);
  }
  return padded(root, suffix);
}

SymbolDirectory::SymbolDirectory(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {
  impl_->build_lookups();
}
SymbolDirectory::~SymbolDirectory() = default;
SymbolDirectory::SymbolDirectory(SymbolDirectory&&) noexcept = default;

const SymbolDirectory& SymbolDirectory::builtin() {
  static const SymbolDirectory directory = with_files({});
  return directory;
}

SymbolDirectory SymbolDirectory::with_files(const std::vector<std::string>& paths) {
  auto impl = std::make_unique<Impl>();
  for (const char* name : kBuiltinFiles) read_symbol_file(name, embedded_data(name), impl->tables);
  for (const std::string& path : paths) read_symbol_file(path, read_file(path), impl->tables);
  return SymbolDirectory(std::move(impl));
}

SymbolDirectory SymbolDirectory::from_sources(const std::vector<Source>& sources) {
  auto impl = std::make_unique<Impl>();
  for (const Source& source : sources) read_symbol_file(source.name, source.text, impl->tables);
  return SymbolDirectory(std::move(impl));
}

const SymbolEntry* SymbolDirectory::find(std::string_view symbol) const {
  const auto at = impl_->by_symbol.find(symbol);
  return at == impl_->by_symbol.end() ? nullptr : &impl_->tables.entries[at->second];
}

const std::vector<SymbolEntry>& SymbolDirectory::entries() const {
  return impl_->tables.entries;
}
const std::vector<SymbolChange>& SymbolDirectory::changes() const {
  return impl_->tables.changes;
}

bool SymbolDirectory::is_abbreviation(std::string_view word) const {
  return impl_->tables.abbreviations.contains(word);
}

const SymbolDirectory::NameContext* SymbolDirectory::context_of(std::string_view name) const {
  const auto at = impl_->tables.contexts.find(name);
  return at == impl_->tables.contexts.end() ? nullptr : &at->second;
}

std::string SymbolDirectory::canonical(std::string_view written) const {
  constexpr int kMaxSteps = 4;  // `EURONEXT:Q/A` is Q/A, which is Q.A
  const auto read = [&](std::string_view text) {
    text = trim_spaces(text);
    if (const std::size_t colon = text.find(':'); colon != std::string_view::npos)
      return canonical_on(trim_spaces(text.substr(0, colon)), text.substr(colon + 1));
    if (text.starts_with('$')) text.remove_prefix(1);
    return is_missing_value(text) ? std::string{} : impl_->canonical(text);
  };
  std::string symbol = read(written);
  for (int step = 1; step < kMaxSteps && !symbol.empty(); ++step) {
    std::string next = read(symbol);
    if (next == symbol) break;
    symbol = std::move(next);
  }
  return symbol;
}

std::string SymbolDirectory::canonical_on(std::string_view exchange, std::string_view written) const {
  const ExchangeMark* mark = find_exchange_mark(exchange);
  written = trim_spaces(written);
  if (mark == nullptr || written.empty() || is_missing_value(written)) return {};
  const std::string symbol =
      upper_symbol(written).empty() && is_digits(written) ? std::string(written) : upper_symbol(written);
  if (symbol.empty() || mark->ric_suffix.empty()) return impl_->canonical(symbol);
  if (const auto [root, suffix] = split_suffix(symbol); suffix == mark->ric_suffix) return padded(root, suffix);
  if (mark->ric_suffix == kAnyEuronextSuffix) {
    for (const char* suffix : {"PA", "AS", "BR", "LS", "MI", "I", "OL"}) {
      if (const std::string ric = fmt::format("{}.{}", symbol, suffix); impl_->is_listed(ric)) return ric;
    }
    return symbol;
  }
  // London writes `BP.`; Toronto writes `RCI.B`, which is RCIb in Reuters codes.
  std::string root;
  std::copy_if(symbol.begin(), symbol.end(), std::back_inserter(root), [](char c) { return c != '.' && c != '-'; });
  // TSE is Toronto in older marks and Tokyo in newer ones; codes of Tokyo contain digits.
  const bool is_toronto = mark->name == "TSE" && !(root.front() >= '0' && root.front() <= '9');
  return padded(root, is_toronto ? "TO" : mark->ric_suffix);
}

bool SymbolDirectory::is_ric_suffix(std::string_view suffix) const {
  return impl_->tables.ric_suffixes.contains(suffix);
}

}  // namespace broadtape
