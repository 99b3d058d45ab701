#include "common/tickers/symbol_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "common/error/error.h"
#include "common/text/fold.h"
#include "common/text/utf8.h"
#include "common/tickers/symbol_form.h"
#include "common/time/date_parser.h"

namespace broadtape {
namespace {

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (;;) {
    const std::size_t end = text.find(separator);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

struct Row {
  const std::string& file;
  std::size_t line;
  std::vector<std::string_view> fields;

  std::string_view field(std::size_t i) const {
    return i < fields.size() ? trim_spaces(fields[i]) : std::string_view{};
  }

  [[noreturn]] void refuse(const std::string& why) const {
    throw Error(ErrorKind::kInput, fmt::format("{}:{}: {}", file, line, why),
                "the columns are described in data/SOURCES.md");
  }
};

constexpr std::array<std::pair<std::string_view, SymbolKind>, 5> kKinds = {{{"stock", SymbolKind::kStock},
                                                                            {"adr", SymbolKind::kAdr},
                                                                            {"etf", SymbolKind::kEtf},
                                                                            {"index", SymbolKind::kIndex},
                                                                            {"crypto", SymbolKind::kCrypto}}};
constexpr std::array<std::pair<std::string_view, ChangeKind>, 3> kChangeKinds = {
    {{"rename", ChangeKind::kRename}, {"successor", ChangeKind::kSuccessor}, {"delisted", ChangeKind::kDelisted}}};

template <typename Table>
auto lookup(const Table& table, std::string_view word, const Row& row) {
  for (const auto& [name, value] : table) {
    if (name == word) return value;
  }
  row.refuse(fmt::format("unknown kind \"{}\"", word));
}

// Adds names separated by bars; a leading `?` marks a name that needs context.
void add_names(std::string_view written, std::vector<CompanyName>& names) {
  for (std::string_view name : split(written, '|')) {
    name = trim_spaces(name);
    const bool needs_context = name.starts_with('?');
    if (needs_context) name.remove_prefix(1);
    if (!name.empty()) names.push_back({std::string(name), needs_context});
  }
}

// symbol exchange kind name aliases [us_symbol]
void read_listing(const Row& row, SymbolTables& tables) {
  if (row.fields.size() < 4) row.refuse("a listing has at least four columns: symbol, exchange, kind, name");
  SymbolEntry entry;
  entry.symbol = upper_symbol(row.field(0));
  if (entry.symbol.empty()) row.refuse(fmt::format("\"{}\" cannot be a symbol", row.field(0)));
  entry.exchange = row.field(1);
  entry.kind = lookup(kKinds, row.field(2), row);
  entry.us_symbol = row.field(5);
  if (row.field(3).starts_with('=')) {
    entry.primary = upper_symbol(row.field(3).substr(1));
  } else {
    add_names(row.field(3), entry.names);
    if (entry.names.empty()) row.refuse("a listing needs a name");
    entry.name = entry.names.front().text;
    add_names(row.field(4), entry.names);
  }
  const auto [place, is_new] = tables.places.try_emplace(entry.symbol, tables.entries.size());
  if (is_new) {
    tables.entries.push_back(std::move(entry));
  } else {
    tables.entries[place->second] = std::move(entry);
  }
}

Day read_day_field(const Row& row) {
  const DateResult result = parse_date(row.field(0));
  if (!result || result.date->instant.precision != Precision::kDay) {
    row.refuse(fmt::format("\"{}\" is not a date such as 2022-06-09", row.field(0)));
  }
  return day_of(result.date->instant.utc_s);
}

// date old new company kind note
void read_change(const Row& row, SymbolTables& tables) {
  SymbolChange change;
  change.first_day = read_day_field(row);
  change.old_symbol = upper_symbol(row.field(1));
  change.new_symbol = upper_symbol(row.field(2));
  add_names(row.field(3), change.names);
  change.kind = lookup(kChangeKinds, row.field(4), row);
  if (change.old_symbol.empty()) row.refuse("a change needs an old symbol");
  if (change.names.empty()) row.refuse("a change needs the company's name");
  if (change.new_symbol.empty() != (change.kind == ChangeKind::kDelisted)) {
    row.refuse("a delisting must not have a new symbol, any other change must have one");
  }
  change.company = change.names.front().text;
  tables.changes.push_back(std::move(change));
}

// suffix exchange country note
void read_ric_suffix(const Row& row, SymbolTables& tables) {
  tables.ric_suffixes[std::string(row.field(0))] = {std::string(row.field(1)), row.field(2) == "US"};
}

// name company-words other-words
void read_context(const Row& row, SymbolTables& tables) {
  SymbolDirectory::NameContext context;
  for (const auto& [field, words] : {std::pair{1, &context.for_company}, std::pair{2, &context.against}}) {
    for (const std::string_view word : split(row.field(static_cast<std::size_t>(field)), ',')) {
      if (std::string folded = fold(trim_spaces(word)); !folded.empty()) words->push_back(std::move(folded));
    }
  }
  tables.contexts[std::string(row.field(0))] = std::move(context);
}

struct FileKind {
  std::string_view first_heading;
  void (*read)(const Row&, SymbolTables&);
};
constexpr FileKind kFileKinds[] = {
    {"symbol", read_listing}, {"date", read_change}, {"suffix", read_ric_suffix}, {"name", read_context}};

void read_word_list(const std::string& name, std::string_view text, SymbolTables& tables) {
  auto& words = name.ends_with("not-symbols.txt") ? tables.abbreviations : tables.ordinary_words;
  for (std::string_view line : split(text, '\n')) {
    line = trim_spaces(line);
    if (!line.empty() && !line.starts_with('#')) words.emplace(line);
  }
}

}  // namespace

void read_symbol_file(const std::string& name, std::string_view text, SymbolTables& tables) {
  if (!is_valid_utf8(text)) throw Error(ErrorKind::kInput, fmt::format("{} is not UTF-8", name));
  if (name.ends_with(".txt")) return read_word_list(name, text, tables);
  auto read = read_listing;
  bool is_first = true;
  std::size_t number = 0;
  for (std::string_view line : split(text, '\n')) {
    ++number;
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (trim_spaces(line).empty() || line.starts_with('#')) continue;
    const Row row{name, number, split(line, '\t')};
    const bool may_be_header = is_first;
    is_first = false;
    if (may_be_header) {
      const auto kind = std::find_if(std::begin(kFileKinds), std::end(kFileKinds),
                                     [&](const FileKind& k) { return k.first_heading == row.field(0); });
      if (kind != std::end(kFileKinds)) {
        read = kind->read;
        continue;
      }
    }
    read(row, tables);
  }
}

}  // namespace broadtape
