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

}  // namespace

std::string quoted_name(std::string_view name) {
  std::string quoted = "\"";
  for (const char c : name) quoted += c == '"' ? "\"\"" : std::string(1, c);
  return quoted + '"';
}

std::vector<JoinedColumn> joined_columns(const SqliteTable& table, const SqliteTables& all) {
  constexpr std::size_t kMostReferences = 16;
  constexpr std::string_view kEnd = "_id";
  constexpr std::string_view kNames[] = {"name", "title", "display_name", "label", "symbol", "ticker"};
  std::vector<JoinedColumn> joins;
  std::size_t references = 0;
  for (const SqliteColumn& column : table.columns) {
    const std::string lower = ascii_lowered(column.name);
    if (!lower.ends_with(kEnd) || column.is_key) continue;
    if (++references > kMostReferences) break;
    const std::string stem = lower.substr(0, lower.size() - kEnd.size());
    const SqliteTable* const other = has_column(table, stem) ? nullptr : referred_table(table, column.name, stem, all);
    const SqliteColumn* const key = other ? key_of(*other) : nullptr;
    if (!key) continue;
    const auto name =
        std::find_if(std::begin(kNames), std::end(kNames), [&](std::string_view n) { return has_column(*other, n); });
    if (name == std::end(kNames)) continue;
    // The plus takes the affinity off the column. That of the key is then applied to the value, so that the index of
    // the key is used whatever their types are (https://www.sqlite.org/datatype3.html, 4.2).
    joins.push_back({stem, fmt::format("(SELECT r.{} FROM {} AS r WHERE r.{} = +t.{})", quoted_name(*name),
                                       quoted_name(other->name), quoted_name(key->name), quoted_name(column.name))});
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
