#include "indexer/readers/csv/csv_shape.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <set>
#include <tuple>
#include <utility>

#include "indexer/readers/column_content.h"
#include "indexer/readers/csv/csv_rows.h"
#include "indexer/readers/text_layout.h"

namespace broadtape {
namespace {

using Rows = std::vector<std::vector<std::string>>;

constexpr char kDelimiters[] = {',', '\t', ';', '|'};
constexpr std::size_t kSampleRows = 60;
constexpr std::size_t kLongestColumnName = 60;

bool is_whole_number(std::string_view cell) {
  return !cell.empty() && std::all_of(cell.begin(), cell.end(), [](unsigned char c) { return std::isdigit(c); });
}

ColumnContent content_of(const Rows& rows, std::size_t first_row, std::size_t column) {
  ColumnContent content;
  for (std::size_t i = first_row; i < rows.size(); ++i) {
    if (column < rows[i].size()) content.add(rows[i][column]);
  }
  return content;
}

// One reading of the head, by one delimiter.
struct Reading {
  CsvShape shape;
  std::size_t known = 0;      // columns whose names are known
  bool constant = false;      // the number of cells, over at least two rows
  bool has_evidence = false;  // beside that: typed columns or quoted cells
};

std::optional<char> separator_line(std::string_view head) {
  const std::string_view line = trimmed(head.substr(0, head.find('\n')));
  constexpr std::string_view kStart = "sep=";
  if (line.size() == kStart.size() + 1 && line.starts_with(kStart)) return line.back();
  if (head.starts_with("sep=\t\n") || head.starts_with("sep=\t\r")) return '\t';
  return std::nullopt;
}

bool looks_like_header(const Rows& rows, const std::vector<ColumnContent>& contents) {
  for (std::size_t i = 0; i < rows[0].size(); ++i) {
    const std::string_view cell = trimmed(rows[0][i]);
    if (cell.size() > kLongestColumnName || is_date(cell) || is_web_address(cell)) return false;
    if (is_number(cell) && i > 0) return false;
    if (cell.ends_with('.') || cell.find(". ") != std::string_view::npos) return false;
  }
  // The cells below differ in kind from the names above.
  return std::any_of(contents.begin(), contents.end(), [&](const ColumnContent& content) {
    const std::size_t i = static_cast<std::size_t>(&content - contents.data());
    const std::string_view name = i < rows[0].size() ? trimmed(rows[0][i]) : std::string_view();
    const double name_words = 1.0 + static_cast<double>(std::count(name.begin(), name.end(), ' '));
    return content.is_typed() || (content.is_text() && name_words * 2 <= content.mean_words());
  });
}

// Gives fields that no name claims to unnamed columns by their content.
void guess_fields(CsvShape& shape, const std::vector<ColumnContent>& contents) {
  std::vector<NamedContent> columns;
  std::set<RawField> claimed;
  for (std::size_t i = 0; i < shape.columns.size(); ++i) {
    const CsvColumn& column = shape.columns[i];
    if (column.match) claimed.insert(column.match->field);
    claimed.insert(column.inside.begin(), column.inside.end());
    columns.push_back({column.name, column.match || !column.inside.empty() ? nullptr : &contents[i]});
  }
  // `Rubrik` is the section in German and the headline in Swedish.
  for (std::size_t i = 0; i < columns.size() && !claimed.contains(RawField::kTitle); ++i) {
    const std::optional<FieldMatch>& match = shape.columns[i].match;
    if (match && match->field == RawField::kLabels && contents[i].is_text() && contents[i].is_varied())
      columns[i].content = &contents[i];
  }
  for (const auto& [column, field] : fields_by_content(columns, claimed, true))
    shape.columns[column].match = FieldMatch{field, kGuessRank};
}

// Notes the fields that objects in the cells of a column have: `content` of a quote service.
void look_inside(CsvShape& shape, const Rows& rows, const std::vector<ColumnContent>& contents,
                 const FieldNames& names) {
  for (std::size_t i = 0; i < shape.columns.size(); ++i) {
    if (!contents[i].is_structured()) continue;
    const auto row = std::find_if(rows.begin() + 1, rows.end(), [&](const auto& cells) {
      return i < cells.size() && trimmed(cells[i]).starts_with('{') && is_structured_cell(cells[i]);
    });
    if (row != rows.end()) shape.columns[i].inside = fields_in_cell((*row)[i], shape.columns[i].match, names);
  }
}

// How many of `rows` but the first have `cells` cells.
std::size_t rows_of(const Rows& rows, std::size_t cells) {
  return static_cast<std::size_t>(
      std::count_if(rows.begin() + 1, rows.end(), [&](const auto& row) { return row.size() == cells; }));
}

// With `has_names`, the first row has the names of the columns.
Reading read_rows(Rows rows, bool quoted, bool has_names, const FieldNames& names) {
  Reading reading;
  CsvShape& shape = reading.shape;
  const std::size_t width = rows[0].size(), others = rows.size() - 1;
  for (const std::string& cell : rows[0])
    shape.columns.push_back({std::string(trimmed(cell)), names.find(trimmed(cell))});
  reading.known = static_cast<std::size_t>(std::count_if(
      shape.columns.begin(), shape.columns.end(), [](const CsvColumn& column) { return column.match.has_value(); }));
  const auto nine_tenths = [&](std::size_t count) { return others > 0 && count * 10 >= others * 9; };
  shape.has_index = nine_tenths(rows_of(rows, width + 1)) &&
                    std::all_of(rows.begin() + 1, rows.end(), [](const auto& row) { return is_whole_number(row[0]); });
  if (shape.has_index) {
    for (std::size_t i = 1; i < rows.size(); ++i) rows[i].erase(rows[i].begin());
  }
  reading.constant = width > 1 && nine_tenths(rows_of(rows, width));
  std::vector<ColumnContent> contents;
  for (std::size_t i = 0; i < width; ++i) contents.push_back(content_of(rows, 1, i));
  reading.has_evidence = quoted || std::any_of(contents.begin(), contents.end(),
                                               [](const ColumnContent& content) { return content.is_typed(); });
  shape.has_header = has_names || reading.known > 1 || looks_like_header(rows, contents);
  if (!shape.has_header) {
    for (std::size_t i = 0; i < width; ++i) {
      shape.columns[i] = {fmt::format("column {}", i + 1)};
      contents[i] = content_of(rows, 0, i);
    }
  }
  look_inside(shape, rows, contents, names);
  if (others > 0 || !shape.has_header) guess_fields(shape, contents);
  return reading;
}

Reading read_by(char delimiter, std::string_view head, const FieldNames& names) {
  bool quoted = false;
  Rows rows = sample_csv_rows(head, delimiter, kSampleRows, &quoted);
  Reading reading = rows.empty() ? Reading{} : read_rows(std::move(rows), quoted, false, names);
  reading.shape.delimiter = delimiter;
  return reading;
}

// The better of two readings: known names first, then a constant number of cells, then more columns.
bool is_better(const Reading& a, const Reading& b) {
  const auto rank = [](const Reading& r) {
    return std::tuple(r.shape.has_header && r.shape.has_text() ? r.known : 0, r.constant, r.shape.columns.size());
  };
  return rank(a) > rank(b);
}

Reading best_reading(std::string_view head, std::optional<char> delimiter, const FieldNames& names) {
  bool separator = false;
  if (const auto named = separator_line(head)) {
    separator = true;
    delimiter = delimiter ? delimiter : named;
    head.remove_prefix(std::min(head.find('\n') + 1, head.size()));
  }
  std::optional<Reading> best;
  for (const char candidate : kDelimiters) {
    if (delimiter && candidate != *delimiter) continue;
    Reading reading = read_by(candidate, head, names);
    if (!best || is_better(reading, *best)) best = std::move(reading);
  }
  if (!best) best = read_by(*delimiter, head, names);
  best->shape.has_separator_line = separator;
  return std::move(*best);
}

}  // namespace

std::string CsvShape::text() const {
  const std::string name = delimiter == ','    ? "commas"
                           : delimiter == ';'  ? "semicolons"
                           : delimiter == '\t' ? "tabs"
                           : delimiter == '|'  ? "bars"
                                               : fmt::format("`{}`", delimiter);
  return "separated by " + name + (has_header ? "" : ", no header");
}

bool CsvShape::has_text() const {
  return std::any_of(columns.begin(), columns.end(), [](const CsvColumn& column) {
    const auto is_text = [](RawField field) {
      return field == RawField::kTitle || field == RawField::kBody || field == RawField::kSummary;
    };
    return (column.match && is_text(column.match->field)) ||
           std::any_of(column.inside.begin(), column.inside.end(), is_text);
  });
}

std::optional<CsvShape> find_csv_shape(std::string_view head, const FieldNames& names) {
  Reading reading = best_reading(head, std::nullopt, names);
  if (!reading.shape.has_text() || reading.shape.columns.size() < 2) return std::nullopt;
  const bool by_names = reading.shape.has_header && reading.known > 1;  // a single one may be a word of a headline
  if (by_names || reading.shape.has_separator_line || (reading.constant && reading.has_evidence)) {
    return std::move(reading.shape);
  }
  return std::nullopt;
}

CsvShape csv_shape_of(std::string_view head, std::optional<char> delimiter, const FieldNames& names) {
  return best_reading(head, delimiter, names).shape;
}

CsvShape shape_of_rows(std::vector<std::vector<std::string>> rows, bool has_names, const FieldNames& names) {
  return read_rows(std::move(rows), false, has_names, names).shape;
}

}  // namespace broadtape
