#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "common/error/error.h"
#include "common/text/export_form.h"
#include "common/text/utf8.h"
#include "indexer/input/limits.h"
#include "indexer/readers/article_fields.h"
#include "indexer/readers/csv/csv_rows.h"
#include "indexer/readers/csv/csv_shape.h"
#include "indexer/readers/exported_record.h"
#include "indexer/readers/forms.h"
#include "indexer/readers/json/json.h"
#include "indexer/readers/text_layout.h"
#include "indexer/readers/text_source.h"

namespace broadtape {
namespace {

// Null values as written by pandas and SQL.
bool is_null(std::string_view cell) {
  return cell == "nan" || cell == "NaN" || cell == "None" || cell == "null" || cell == "NULL" || cell == "\\N";
}

struct ExportedColumns {
  std::vector<std::string> names;
  bool guarded;  // formulas are preceded by an apostrophe
};

// The start of a header, for messages.
std::string shown(const std::vector<CsvColumn>& columns) {
  constexpr std::size_t kShown = 200;
  std::vector<std::string> header;
  for (const CsvColumn& column : columns) header.push_back(column.name);
  const std::string names = joined(header, ", ");
  return names.size() <= kShown ? names : std::string(utf8_prefix(names, kShown)) + " ...";
}

// The list or object in a cell, as JSON or as Python prints it: `['Jane Roe', 'John Doe']`, `{'id': None, 'name':
// 'Example Wire'}`; nullopt for any other cell.
std::optional<nlohmann::json> value_in(std::string_view cell) {
  if (!is_structured_cell(cell)) return std::nullopt;
  cell = trimmed(cell);
  const std::string_view inner = trimmed(cell.substr(1));
  std::optional<nlohmann::json> value;
  if (!inner.starts_with('\'')) value = parse_json(std::string(cell)).value;
  if (!value) value = parse_json(json_of_python(cell)).value;
  if (!value || !value->is_structured()) return std::nullopt;
  make_plain(*value);
  return value;
}

// The columns of an export of tape-search; nullopt for other files.
std::optional<ExportedColumns> exported_columns(const CsvRow& header, const FieldNames& names) {
  const auto mark = std::find(header.cells.begin(), header.cells.end(), kExportMark);
  if (mark == header.cells.end() || !names.chosen().empty()) return std::nullopt;
  return ExportedColumns{header.cells, header.raw.find(kUnguardedExportMark) == std::string::npos};
}

RawArticle exported_row(const CsvRow& row, const ExportedColumns& columns, RecordOutput& output) {
  ExportedFields fields;
  const auto unguarded = [&](std::string_view text) {
    return std::string(columns.guarded ? without_csv_guard(text) : text);
  };
  for (std::size_t i = 0; i < std::min(row.cells.size(), columns.names.size()); ++i) {
    std::string cell = row.cells[i];
    output.repair(cell);
    if (!ExportedFields::is_list(columns.names[i])) {
      fields.set(columns.names[i], unguarded(cell));
      continue;
    }
    std::vector<std::string> list = split_exported_list(cell);
    for (std::string& member : list) member = unguarded(member);
    fields.set_list(columns.names[i], std::move(list));
  }
  return std::move(fields).article();
}

// Why a row has too few or too many cells; empty if it fits. Empty cells after the last column are dropped.
std::string misfit(std::vector<std::string>& cells, std::size_t expected) {
  while (cells.size() > expected && trimmed(cells.back()).empty()) cells.pop_back();
  if (cells.size() == expected) return {};
  return fmt::format("has {} cells instead of {}", cells.size(), expected);
}

}  // namespace

std::vector<RawField> fields_in_cell(const std::string& cell, const std::optional<FieldMatch>& match,
                                     const FieldNames& names) {
  const std::optional<nlohmann::json> value = value_in(cell);
  ArticleFields own, inner;
  try {
    if (!value || !value->is_object() || (match && set_json_field(own, *match, *value))) return {};
    collect_json_fields(*value, 0, names, inner, nullptr);
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::kTooLarge) throw;  // else its row is rejected
  }
  return inner.present();
}

RawArticle article_of_row(std::vector<std::string>& cells, const CsvShape& shape, const FieldNames& names,
                          RecordOutput& output) {
  constexpr int kObjectPenalty = 400;  // a column counts more than a member of an object in a cell
  ArticleFields fields;
  InputTally* const tally = output.tally().samples() ? &output.tally() : nullptr;
  const std::size_t first = shape.has_index ? 1 : 0;
  for (std::size_t i = 0; i < shape.columns.size(); ++i) {
    const std::optional<FieldMatch>& match = shape.columns[i].match;
    std::string& cell = cells[first + i];
    std::optional<nlohmann::json> value;
    const bool empty = is_null(cell);
    if (!empty && (match || is_structured_cell(cell))) {
      output.repair(cell);
      value = value_in(cell);
    }
    if (match && !empty) {
      FieldMatch named = *match;
      named.origin = shape.columns[i].name;
      if (value && set_json_field(fields, named, *value)) continue;
      if (!value || !value->is_object()) fields.set(named, std::move(cell));
    }
    if (value && value->is_object())
      collect_json_fields(*value, kObjectPenalty, names, fields, tally);
    else if (!match && tally)
      tally->unused(shape.columns[i].name, empty ? "" : cell);
  }
  return std::move(fields).article();
}

void read_csv(TextSource& text, std::optional<char> delimiter, const FieldNames& names, RecordOutput& output) {
  const CsvShape shape = csv_shape_of(text.head(), delimiter, names);
  output.tally().describe(shape.text());
  LineReader lines(text, kMaxRecordBytes);
  CsvRows rows(lines, shape.delimiter, kMaxRecordBytes);
  CsvRow row;
  if (shape.has_separator_line) rows.next(row);
  std::optional<ExportedColumns> exported;
  if (shape.has_header) {
    if (!rows.next(row)) throw Error(ErrorKind::kInput, "has no header");
    if (!row.fault.empty()) throw Error(ErrorKind::kInput, "its header cannot be read: " + row.fault);
    exported = exported_columns(row, names);
  }
  if (!shape.has_text()) {
    throw Error(ErrorKind::kInput, "its header has no known title or text column: " + shown(shape.columns),
                "name the title column with --field title=NAME");
  }
  rows.expect_cells(shape.cells());
  for (std::uint64_t number = 1; rows.next(row); ++number) {
    std::string record = fmt::format("row {} (line {})", number, row.line);
    if (row.fault.empty()) row.fault = misfit(row.cells, shape.cells());
    if (!row.fault.empty()) {
      if (!output.reject(std::move(record), row.fault, row.raw)) return;
      continue;
    }
    const auto make = [&] {
      return exported ? exported_row(row, *exported, output) : article_of_row(row.cells, shape, names, output);
    };
    if (!output.article_of(
            std::move(record), [&] { return row.raw; }, make))
      return;
  }
}

}  // namespace broadtape
