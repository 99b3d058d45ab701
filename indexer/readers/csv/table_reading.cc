#include "indexer/readers/csv/table_reading.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

#include "common/text/ascii.h"
#include "indexer/readers/column_content.h"
#include "indexer/readers/csv/numbered_columns.h"
#include "indexer/readers/text_layout.h"

namespace broadtape {
namespace {

bool is_whole_number(std::string_view cell) {
  return !cell.empty() && std::all_of(cell.begin(), cell.end(), [](unsigned char c) { return std::isdigit(c); });
}

ColumnContent content_of(const SampleRows& rows, std::size_t first_row, std::size_t column) {
  ColumnContent content;
  for (std::size_t i = first_row; i < rows.size(); ++i) {
    if (column < rows[i].size()) content.add(rows[i][column]);
  }
  return content;
}

bool looks_like_header(const SampleRows& rows, const std::vector<ColumnContent>& contents) {
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

// The only column of texts has the titles if its texts are headlines: `text` of a service of headlines.
void take_headlines(CsvShape& shape, const std::vector<ColumnContent>& contents) {
  std::optional<std::size_t> text;
  for (std::size_t i = 0; i < shape.columns.size(); ++i) {
    const CsvColumn& column = shape.columns[i];
    const auto has = [&](RawField field) {
      return (column.match && column.match->field == field) ||
             std::find(column.inside.begin(), column.inside.end(), field) != column.inside.end();
    };
    const bool is_text = has(RawField::kBody) || has(RawField::kSummary);
    if (has(RawField::kTitle) || (is_text && text)) return;
    if (is_text) text = i;
  }
  if (!text || !shape.columns[*text].match) return;
  FieldMatch& match = *shape.columns[*text].match;
  const bool is_chosen = match.rank == 0;
  if (!is_chosen && contents[*text].is_headlines()) match.field = RawField::kTitle;
}

// Notes the fields that objects in the cells of a column have: `content` of a quote service.
void look_inside(CsvShape& shape, const SampleRows& rows, const std::vector<ColumnContent>& contents,
                 const FieldNames& names) {
  for (std::size_t i = 0; i < shape.columns.size(); ++i) {
    if (!contents[i].is_structured()) continue;
    const auto row = std::find_if(rows.begin() + 1, rows.end(), [&](const auto& cells) {
      if (i >= cells.size()) return false;
      return trimmed(cells[i]).starts_with('{') ? is_structured_cell(cells[i]) : is_element_cell(cells[i]);
    });
    if (row != rows.end()) shape.columns[i].inside = fields_in_cell((*row)[i], shape.columns[i].match, names);
  }
}

// Numbers refer to authors and sources.
void drop_references(CsvShape& shape, const std::vector<ColumnContent>& contents) {
  for (std::size_t i = 0; i < shape.columns.size(); ++i) {
    std::optional<FieldMatch>& match = shape.columns[i].match;
    const bool refers = match && (match->field == RawField::kAuthor || match->field == RawField::kSource);
    if (refers && match->rank > 0 && contents[i].is_numbers()) match = std::nullopt;
  }
}

// Whether the cells of a column are labels of texts, as data sets of sentences have them: a word of a sentiment, or one
// of few words.
bool has_labels(const SampleRows& rows, std::size_t first_row, std::size_t column) {
  constexpr std::size_t kFewestCells = 6, kLongestLabel = 20;
  constexpr std::string_view kSentiments[] = {"positive", "negative", "neutral", "mixed", "bullish", "bearish",
                                              "pos",      "neg",      "neu",     "buy",   "sell",    "hold"};
  std::set<std::string> seen;
  std::size_t cells = 0;
  bool sentiments = true;
  for (std::size_t i = first_row; i < rows.size(); ++i) {
    if (column >= rows[i].size()) continue;
    const std::string label = ascii_lowered(trimmed(rows[i][column]));
    if (label.empty() || label.size() > kLongestLabel || label.find(' ') != std::string::npos) return false;
    sentiments = sentiments && is_among(label, kSentiments);
    seen.insert(label);
    ++cells;
  }
  return cells > 1 && (sentiments || (cells >= kFewestCells && seen.size() * 3 <= cells));
}

// Names the columns by the first row.
void name_columns(const std::vector<std::string>& first_row, const FieldNames& names, TableReading& reading) {
  for (const std::string& cell : first_row)
    reading.shape.columns.push_back({std::string(trimmed(cell)), names.find(trimmed(cell))});
  reading.known = static_cast<std::size_t>(
      std::count_if(reading.shape.columns.begin(), reading.shape.columns.end(),
                    [](const CsvColumn& column) { return column.match && column.match->field != RawField::kStatus; }));
}

// The column of labels beside texts, if there is one.
std::optional<std::size_t> label_column(const SampleRows& rows, const std::vector<ColumnContent>& contents,
                                        bool has_header) {
  const bool has_text = std::any_of(contents.begin(), contents.end(), [](auto& c) { return c.is_text(); });
  for (std::size_t i = 0; has_text && contents.size() > 1 && i < contents.size(); ++i) {
    if (has_labels(rows, has_header ? 1 : 0, i)) return i;
  }
  return std::nullopt;
}

}  // namespace

std::size_t rows_of(const SampleRows& rows, std::size_t cells) {
  return static_cast<std::size_t>(
      std::count_if(rows.begin() + 1, rows.end(), [&](const auto& row) { return row.size() == cells; }));
}

bool are_nine_tenths(std::size_t count, std::size_t others) {
  return others > 0 && count * 10 >= others * 9;
}

bool has_index_column(const SampleRows& rows) {
  return are_nine_tenths(rows_of(rows, rows[0].size() + 1), rows.size() - 1) &&
         std::all_of(rows.begin() + 1, rows.end(), [](const auto& row) { return is_whole_number(row[0]); });
}

TableReading read_rows(SampleRows rows, bool quoted, bool has_names, const FieldNames& names) {
  TableReading reading;
  CsvShape& shape = reading.shape;
  const std::size_t width = rows[0].size(), others = rows.size() - 1;
  name_columns(rows[0], names, reading);
  shape.has_index = has_index_column(rows);
  if (shape.has_index) {
    for (std::size_t i = 1; i < rows.size(); ++i) rows[i].erase(rows[i].begin());
  }
  reading.constant = width > 1 && are_nine_tenths(rows_of(rows, width), others);
  std::vector<ColumnContent> contents;
  for (std::size_t i = 0; i < width; ++i) contents.push_back(content_of(rows, 1, i));
  reading.types = static_cast<std::size_t>(
      std::count_if(contents.begin(), contents.end(), [](const ColumnContent& content) { return content.is_typed(); }));
  shape.has_header = has_names || reading.known > 1 || looks_like_header(rows, contents);
  const std::optional<std::size_t> labels = label_column(rows, contents, shape.has_header);
  if (labels && !contents[*labels].is_typed()) ++reading.types;
  reading.has_evidence = quoted || reading.types > 0;
  if (!shape.has_header) {
    for (std::size_t i = 0; i < width; ++i) {
      shape.columns[i] = {fmt::format("column {}", i + 1)};
      contents[i] = content_of(rows, 0, i);
    }
  }
  look_inside(shape, rows, contents, names);
  if (shape.has_header && others > 0) {
    drop_references(shape, contents);
    find_numbered_articles(shape, contents, names);
    settle_repeated_names(shape, contents);
  }
  if (others > 0 || !shape.has_header) guess_fields(shape, contents);
  take_headlines(shape, contents);
  if (labels && !shape.has_header && !shape.columns[*labels].match)
    shape.columns[*labels].match = FieldMatch{RawField::kLabels, kGuessRank};
  return reading;
}

CsvShape shape_of_rows(std::vector<std::vector<std::string>> rows, bool has_names, const FieldNames& names) {
  return read_rows(std::move(rows), false, has_names, names).shape;
}

}  // namespace broadtape
