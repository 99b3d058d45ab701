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
#include "indexer/readers/csv/csv_rows.h"
#include "indexer/readers/csv/csv_shape.h"
#include "indexer/readers/csv/row_filter.h"
#include "indexer/readers/exported_record.h"
#include "indexer/readers/forms.h"
#include "indexer/readers/text_layout.h"
#include "indexer/readers/text_source.h"

namespace broadtape {
namespace {

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

// Reads the header, if there is one, into `row`; returns the columns of an archive's own export. Throws Error(kInput)
// for a table that cannot be read.
std::optional<ExportedColumns> read_header(CsvRows& rows, const CsvShape& shape, const FieldNames& names, CsvRow& row,
                                           RecordOutput& output) {
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
  if (!exported) {
    for (const std::string& note : shape.notes) output.note(note);
  }
  return exported;
}

}  // namespace

void read_csv(TextSource& text, const std::optional<std::string>& delimiter, const FieldNames& names,
              RecordOutput& output) {
  const CsvShape shape = csv_shape_of(text.head(), delimiter, names);
  output.tally().describe(shape.text());
  LineReader lines(text, kMaxRecordBytes);
  skip_lines(lines, shape, output);
  CsvRows rows(lines, shape.delimiter, has_escaped_quotes(text.head(), shape.delimiter), kMaxRecordBytes);
  CsvRow row;
  const std::optional<ExportedColumns> exported = read_header(rows, shape, names, row, output);
  rows.expect_cells(shape.cells());
  RowFilter filter(shape, shape.has_header ? row.cells : std::vector<std::string>());
  std::uint64_t number = 0;
  const auto take = [&](CsvRow& record) {
    std::string place = fmt::format("row {} (line {})", ++number, record.line);
    if (record.fault.empty()) record.fault = misfit(record.cells, shape.cells());
    if (!record.fault.empty()) return output.reject(std::move(place), record.fault, record.raw);
    const auto text_of_record = [&] { return record.raw; };
    if (!exported) return output_row(record.cells, shape, names, std::move(place), text_of_record, output);
    return output.article_of(std::move(place), text_of_record, [&] { return exported_row(record, *exported, output); });
  };
  constexpr std::size_t kMostNotes = 20;  // below the table
  std::vector<CsvRow> held;
  const auto take_held = [&] {
    const bool goes_on = std::all_of(held.begin(), held.end(), take);
    held.clear();
    return goes_on;
  };
  while (rows.next(row)) {
    if (!exported && filter.leaves_out(row)) continue;
    if (!exported && number > 0 && held.size() < kMostNotes && filter.may_be_note(row, !held.empty())) {
      held.push_back(std::move(row));
      continue;
    }
    if (!take_held() || !take(row)) return;
  }
  filter.add_notes(held);
  filter.note(output);
}

}  // namespace broadtape
