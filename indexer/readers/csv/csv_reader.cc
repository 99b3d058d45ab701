#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <string>
#include <utility>
#include <vector>

#include "common/error/error.h"
#include "common/text/export_form.h"
#include "common/text/utf8.h"
#include "indexer/input/limits.h"
#include "indexer/readers/article_fields.h"
#include "indexer/readers/csv/csv_rows.h"
#include "indexer/readers/exported_record.h"
#include "indexer/readers/forms.h"
#include "indexer/readers/text_layout.h"
#include "indexer/readers/text_source.h"

namespace broadtape {
namespace {

constexpr char kDelimiters[] = {',', '\t', ';'};

using Columns = std::vector<std::optional<FieldMatch>>;

Columns columns_of(const std::vector<std::string>& header, const FieldNames& names) {
  Columns columns;
  for (const std::string& name : header) columns.push_back(names.find(trimmed(name)));
  return columns;
}

bool has_text_column(const Columns& columns) {
  return std::any_of(columns.begin(), columns.end(), [](const std::optional<FieldMatch>& match) {
    return match && (match->field == Field::kTitle || match->field == Field::kBody || match->field == Field::kSummary);
  });
}

// Null values as written by pandas and SQL.
bool is_null(std::string_view cell) {
  return cell == "nan" || cell == "NaN" || cell == "None" || cell == "null" || cell == "NULL" || cell == "\\N";
}

bool is_number(std::string_view cell) {
  return !cell.empty() && std::all_of(cell.begin(), cell.end(), [](unsigned char c) { return std::isdigit(c); });
}

// Reduces a row with more cells than the header. A leading number is a row index without a column name; otherwise the
// last column contains unquoted delimiters.
void fit(std::vector<std::string>& cells, std::size_t columns, char delimiter) {
  if (cells.size() == columns + 1 && is_number(cells[0])) {
    cells.erase(cells.begin());
    return;
  }
  for (std::size_t i = columns; i < cells.size(); ++i) cells[columns - 1] += delimiter + cells[i];
  cells.resize(std::min(cells.size(), columns));
}

struct ExportedColumns {
  std::vector<std::string> names;
  bool guarded;  // formulas are preceded by an apostrophe
};

// The start of a header, for messages.
std::string shown(const std::vector<std::string>& header) {
  constexpr std::size_t kShown = 200;
  const std::string names = joined(header, ", ");
  return names.size() <= kShown ? names : std::string(utf8_prefix(names, kShown)) + " ...";
}

RawArticle article_of_row(CsvRow& row, const Columns& columns, char delimiter, RecordOutput& output) {
  if (row.cells.size() > columns.size()) fit(row.cells, columns.size(), delimiter);
  ArticleFields fields;
  for (std::size_t i = 0; i < row.cells.size(); ++i) {
    if (!columns[i] || is_null(row.cells[i])) continue;
    output.repair(row.cells[i]);
    fields.set(*columns[i], std::move(row.cells[i]));
  }
  return std::move(fields).article();
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

}  // namespace

std::optional<char> find_csv_delimiter(std::string_view head, const FieldNames& names) {
  const std::string_view header = head.substr(0, head.find('\n'));
  for (const char delimiter : kDelimiters) {
    const std::vector<std::string> cells = split_csv_line(header, delimiter);
    const Columns columns = columns_of(cells, names);
    const auto known =
        std::count_if(columns.begin(), columns.end(), [](const auto& match) { return match.has_value(); });
    if (known > 1 && has_text_column(columns)) return delimiter;  // a single match may be a word of a headline
  }
  return std::nullopt;
}

void read_csv(ByteSource& text, char delimiter, const FieldNames& names, RecordOutput& output) {
  LineReader lines(text, kMaxRecordBytes);
  CsvRows rows(lines, delimiter, kMaxRecordBytes);
  CsvRow row;
  if (!rows.next(row)) throw Error(ErrorKind::kInput, "has no header");
  if (!row.fault.empty()) throw Error(ErrorKind::kInput, "its header cannot be read: " + row.fault);
  const Columns columns = columns_of(row.cells, names);
  if (!has_text_column(columns)) {
    throw Error(ErrorKind::kInput, "its header has no known title or text column: " + shown(row.cells),
                "name the title column with --field title=NAME");
  }
  const std::optional<ExportedColumns> exported = exported_columns(row, names);
  rows.expect_cells(columns.size());
  for (std::uint64_t number = 1; rows.next(row); ++number) {
    std::string record = fmt::format("row {} (line {})", number, row.line);
    if (!row.fault.empty()) {
      if (!output.reject(std::move(record), row.fault, row.raw)) return;
      continue;
    }
    const auto make = [&] {
      return exported ? exported_row(row, *exported, output) : article_of_row(row, columns, delimiter, output);
    };
    if (!output.article_of(
            std::move(record), [&] { return row.raw; }, make))
      return;
  }
}

}  // namespace broadtape
