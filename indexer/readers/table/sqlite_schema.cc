#include "indexer/readers/table/sqlite_schema.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "common/text/ascii.h"
#include "indexer/readers/text_layout.h"

namespace broadtape {
namespace {

bool has_column(const SqliteTable& table, std::string_view lower) {
  return std::any_of(table.columns.begin(), table.columns.end(),
                     [&](const SqliteColumn& column) { return ascii_lowered(column.name) == lower; });
}

// The only column of the primary key; null if there are several or none.
const SqliteColumn* key_of(const SqliteTable& table) {
  const auto is_key = [](const SqliteColumn& column) { return column.is_key; };
  if (std::count_if(table.columns.begin(), table.columns.end(), is_key) != 1) return nullptr;
  return &*std::find_if(table.columns.begin(), table.columns.end(), is_key);
}

// The table that a column refers to, as declared or by the name `stem`; null if there is none.
const SqliteTable* referred_table(const SqliteTable& table, const std::string& column, const std::string& stem,
                                  const SqliteTables& all) {
  std::vector<std::string> names = {stem, stem + "s", stem + "es"};
  if (stem.ends_with('y')) names.push_back(stem.substr(0, stem.size() - 1) + "ies");
  for (const auto& [from, to] : table.references) {
    if (from == column) names = {ascii_lowered(to)};
  }
  for (const std::string& name : names) {
    const auto found = all.find(name);
    if (found != all.end() && found->second != &table) return found->second;
  }
  return nullptr;
}

// What a column that may refer to another table stands for, in lower case: `feed` of `feed_id`, `feedId`, `id_feed` and
// `feed INTEGER REFERENCES feeds`; empty for other columns.
std::string stem_of_reference(const SqliteTable& table, const SqliteColumn& column) {
  const std::string& name = column.name;
  const std::string lower = ascii_lowered(name);
  if (column.is_key) return {};
  if (lower.size() > 3 && lower.ends_with("_id")) return lower.substr(0, lower.size() - 3);
  if (name.size() > 2 && (name.ends_with("Id") || name.ends_with("ID")) && !is_ascii_upper(name[name.size() - 3]))
    return lower.substr(0, lower.size() - 2);
  if (lower.size() > 3 && (lower.starts_with("id_") || lower.starts_with("fk_"))) return lower.substr(3);
  const bool is_declared = std::any_of(table.references.begin(), table.references.end(),
                                       [&](const auto& reference) { return reference.first == name; });
  return is_declared ? lower : std::string();
}

// The column that names what a row of the table is; null if there is none.
const SqliteColumn* naming_column(const SqliteTable& table, const FieldNames& names) {
  constexpr std::string_view kNames[] = {"name", "title", "display_name", "label", "symbol", "ticker"};
  constexpr RawField kRoles[] = {RawField::kSource, RawField::kTitle, RawField::kAuthor, RawField::kLabels};
  for (const std::string_view name : kNames) {
    const auto column = std::find_if(table.columns.begin(), table.columns.end(),
                                     [&](const SqliteColumn& c) { return ascii_lowered(c.name) == name; });
    if (column != table.columns.end()) return &*column;
  }
  for (const RawField field : kRoles) {
    for (const SqliteColumn& column : table.columns) {
      const auto match = names.find(column.name);
      if (!column.is_key && match && match->field == field) return &column;
    }
  }
  const auto has_name = [&](const SqliteColumn& column) {  // `company_name`
    const std::vector<std::string> words = words_of_name(column.name);
    return !words.empty() && is_among(words.back(), kNames);
  };
  const auto column = std::find_if(table.columns.begin(), table.columns.end(), has_name);
  return column == table.columns.end() ? nullptr : &*column;
}

const SqliteColumn* symbol_column(const SqliteTable& table, const FieldNames& names) {
  const auto column = std::find_if(table.columns.begin(), table.columns.end(), [&](const SqliteColumn& c) {
    const auto match = names.find(c.name);
    return match && match->field == RawField::kTickers;
  });
  return column == table.columns.end() ? nullptr : &*column;
}

std::string name_of_join(const std::string& stem, const std::string& column, const FieldNames& names) {
  const std::string both = fmt::format("{}_{}", stem, column);
  const auto stem_match = names.find(stem), column_match = names.find(column);
  // A symbol of a source is no source, and the name of a company no symbol.
  const bool is_symbol = column_match && column_match->field == RawField::kTickers;
  if (stem_match && is_symbol == (stem_match->field == RawField::kTickers)) return stem;
  return names.find(both) || is_symbol ? both : stem;
}

}  // namespace

std::string quoted_name(std::string_view name) {
  std::string quoted = "\"";
  for (const char c : name) quoted += c == '"' ? "\"\"" : std::string(1, c);
  return quoted + '"';
}

std::vector<JoinedColumn> joined_columns(const SqliteTable& table, const SqliteTables& all, const FieldNames& names) {
  constexpr std::size_t kMostReferences = 16;
  std::vector<JoinedColumn> joins;
  std::size_t references = 0;
  for (const SqliteColumn& column : table.columns) {
    const std::string stem = stem_of_reference(table, column);
    if (stem.empty()) continue;
    if (++references > kMostReferences) break;
    const bool has_value = stem != ascii_lowered(column.name) && has_column(table, stem);
    const SqliteTable* const other = has_value ? nullptr : referred_table(table, column.name, stem, all);
    const SqliteColumn* const key = other ? key_of(*other) : nullptr;
    if (!key) continue;
    for (const SqliteColumn* const naming : {naming_column(*other, names), symbol_column(*other, names)}) {
      if (!naming || naming == key) continue;
      std::string name = name_of_join(stem, naming->name, names);
      if (name == ascii_lowered(column.name)) name += '_' + ascii_lowered(naming->name);
      if (has_column(table, ascii_lowered(name)) || (!joins.empty() && joins.back().name == name)) continue;
      // The plus takes the affinity off the column. That of the key is then applied to the value, so that the index of
      // the key is used whatever their types are (https://www.sqlite.org/datatype3.html, 4.2).
      joins.push_back(
          {std::move(name), fmt::format("(SELECT r.{} FROM {} AS r WHERE r.{} = +t.{})", quoted_name(naming->name),
                                        quoted_name(other->name), quoted_name(key->name), quoted_name(column.name))});
    }
  }
  return joins;
}

bool is_shadow_table(const std::string& name, const std::vector<std::string>& virtual_tables) {
  constexpr std::string_view kShadows[] = {"content", "data", "idx",  "docsize", "config", "segments",
                                           "segdir",  "stat", "node", "parent",  "rowid"};
  const std::size_t end = name.rfind('_');
  if (end == std::string::npos || !is_among(std::string_view(name).substr(end + 1), kShadows)) return false;
  return std::find(virtual_tables.begin(), virtual_tables.end(), name.substr(0, end)) != virtual_tables.end();
}

}  // namespace broadtape
