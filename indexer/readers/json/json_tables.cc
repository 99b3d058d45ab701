#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>

#include "indexer/readers/json/json.h"
#include "indexer/readers/text_layout.h"

namespace broadtape {
namespace {

using nlohmann::json;

constexpr std::size_t kMostColumns = 1'000;
constexpr std::size_t kMostMembers = 32;  // of an object that is a table

// The name of a column, which may be an object: {"name": "title", "type": "STRING"}. Empty for other values.
std::string column_name(const json& column) {
  constexpr const char* kNames[] = {"name", "label", "title", "field", "key", "header", "text", "id"};
  if (column.is_string()) return column.get<std::string>();
  if (!column.is_object()) return {};
  for (const char* const name : kNames) {
    const auto found = column.find(name);
    if (found != column.end() && found->is_string() && !found->get_ref<const std::string&>().empty())
      return found->get<std::string>();
  }
  return {};
}

// The names of columns in a list of them, if one is a title or text and `known` of them are known; empty
// otherwise.
std::vector<std::string> column_names(const json& list, const FieldNames& names, std::size_t known) {
  if (!list.is_array() || list.size() < 2 || list.size() > kMostColumns) return {};
  std::vector<std::string> columns;
  std::size_t known_columns = 0;
  bool text = false;
  for (const json& column : list) {
    columns.push_back(column_name(column));
    if (columns.back().empty() && !column.is_string() && !column.is_null()) return {};
    const auto match = names.find(columns.back());
    known_columns += match.has_value();
    text = text || (match && (match->field == RawField::kTitle || match->field == RawField::kBody ||
                              match->field == RawField::kSummary));
  }
  return text && known_columns >= known ? columns : std::vector<std::string>();
}

// The cells of a row: the row itself, or the only list in an object, {"f": [{"v": "Acme beats"}, ...]}. Null if there
// are none.
const json* cells_of(const json& row) {
  if (row.is_array()) return &row;
  if (!row.is_object() || row.size() > 2) return nullptr;
  const auto list = std::find_if(row.begin(), row.end(), [](const json& inner) { return inner.is_array(); });
  return list == row.end() ? nullptr : &*list;
}

// Whether `list` may have the rows of a table of `width` columns.
bool has_rows(const json& list, std::size_t width) {
  if (!list.is_array() || list.empty()) return false;
  const json* const cells = cells_of(list.front());
  if (!cells || cells->empty() || cells->size() > width || width > cells->size() + 2) return false;
  return list.front().is_array() || (cells->front().is_object() && cells->front().contains("v"));
}

const json& cell_value(const json& cell) {
  if (!cell.is_object()) return cell;
  const auto value = cell.find("v");
  return value == cell.end() ? cell : *value;
}

// A list of lists whose first one has the names.
std::optional<JsonTable> table_with_header(const json& list, const FieldNames& names) {
  if (list.size() < 2 || !list[0].is_array() || !list[1].is_array()) return std::nullopt;
  std::vector<std::string> columns = column_names(list[0], names, 2);
  if (columns.empty()) return std::nullopt;
  return JsonTable{std::move(columns), &list, 1};
}

// Calls `visit` for the members of `object` that may have the names of columns, also in objects: `schema.fields`.
bool any_list_in(const json& object, const auto& visit) {
  for (const json& member : object) {
    if (member.is_array() && visit(member)) return true;
    if (!member.is_object() || member.size() > kMostMembers) continue;
    for (const json& inner : member) {
      if (inner.is_array() && visit(inner)) return true;
    }
  }
  return false;
}

}  // namespace

json JsonTable::row(std::size_t index) const {
  json object = json::object();
  const json* const cells = cells_of((*rows)[index]);
  for (std::size_t i = 0; cells && i < std::min(cells->size(), names.size()); ++i) {
    const json& value = cell_value((*cells)[i]);
    if (names[i].empty()) continue;
    if (!value.is_array()) {
      object[names[i]] = value;
      continue;
    }
    json list = json::array();
    for (const json& item : value) list.push_back(cell_value(item));
    object[names[i]] = std::move(list);
  }
  return object;
}

std::optional<JsonTable> json_table_of(const json& value, const FieldNames& names) {
  if (value.is_array()) return table_with_header(value, names);
  if (!value.is_object() || value.size() > kMostMembers) return std::nullopt;
  for (const json& rows : value) {
    if (!rows.is_array() || rows.empty() || !cells_of(rows.front())) continue;
    std::optional<JsonTable> table;
    any_list_in(value, [&](const json& list) {
      if (&list == &rows || !has_rows(rows, list.size())) return false;
      std::vector<std::string> columns = column_names(list, names, 1);
      if (!columns.empty()) table = JsonTable{std::move(columns), &rows};
      return table.has_value();
    });
    if (!table) continue;
    const auto labels = value.find("index");
    if (labels != value.end() && labels->is_array() && labels->size() == rows.size()) table->labels = &*labels;
    return table;
  }
  return std::nullopt;
}

std::string header_of_json_rows(std::string_view head, const FieldNames& names) {
  const std::string_view outer = trimmed(head);
  if (!outer.starts_with('[') || !trimmed(outer.substr(1)).starts_with('[')) return {};
  MemorySource source(head);
  JsonSplitter splitter(source, head.size());
  JsonPiece piece;
  if (!splitter.next(piece) || !piece.fault.empty()) return {};
  const std::optional<json> first = parse_json(piece.text).value;
  if (!first || !first->is_array() || first->size() < 2 || first->size() > kMostColumns) return {};
  if (!column_names(*first, names, 2).empty()) return piece.text;
  json header = json::array();
  for (std::size_t i = 1; i <= first->size(); ++i) header.push_back(fmt::format("column {}", i));
  return header.dump();
}

}  // namespace broadtape
