// The shape of separated text, by the evidence of its first rows: its delimiter, whether it has a header, and which
// column is which field.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/readers/field_names.h"
#include "indexer/readers/raw_article.h"

namespace broadtape {

class RecordOutput;

// A longer cell is not the name of a column.
inline constexpr std::size_t kLongestColumnName = 60;

struct CsvColumn {
  std::string name;                      // of the header, or "column 3"
  std::optional<FieldMatch> match = {};  // nullopt: not used
  std::vector<RawField> inside = {};     // the fields that the objects in its cells have
  int article = 0;                       // of several articles in a row the one that it is of, from 1; 0: of all
};

struct CsvShape {
  std::string delimiter = ",";
  bool has_separator_line = false;  // `sep=;`, which Excel reads, before everything
  std::size_t lines_before = 0;     // the header, or the first row: a title, comments, blank lines
  bool has_header = true;
  bool has_index = false;  // rows begin with a number that the header has no name for
  std::vector<CsvColumn> columns;
  int articles = 1;                     // in a row, by numbered columns: `Top1`, `Top2` ...
  std::vector<std::string> notes = {};  // on columns of the same name

  std::string text() const;  // "separated by semicolons, no header"
  // Whether some column is or has a title, a body or a summary.
  bool has_text() const;
  std::size_t cells() const { return columns.size() + (has_index ? 1 : 0); }  // of a row
};

// The shape of the text that begins with `head`; nullopt if it does not look like separated text. Text without any
// known name needs a constant number of cells and columns of dates, addresses or numbers, or quoted cells. Delimiters
// other than commas, semicolons, tabs and bars, and lines before the header, need more evidence. A single column needs
// a name of a title or text, or another name that is not a heading of running text.
std::optional<CsvShape> find_csv_shape(std::string_view head, const FieldNames& names);

// The shape of a single column of headlines or texts below its name; nullopt for other text. Running text may have a
// heading of one word, but it has blank lines, or lines that go on in lower case.
std::optional<CsvShape> column_shape(std::string_view head, const FieldNames& names);

// As find_csv_shape(), for text that is known to be separated by `delimiter`, or by what fits best where it is nullopt.
CsvShape csv_shape_of(std::string_view head, const std::optional<std::string>& delimiter, const FieldNames& names);

// The shape of a table that is not text, such as a sheet, by its first rows, which have the same number of cells. With
// `has_names` the first of them has the names of the columns; otherwise its cells decide. Requires a row.
CsvShape shape_of_rows(std::vector<std::vector<std::string>> rows, bool has_names, const FieldNames& names);

// The fields that the object in a cell has; empty if it is the value of the column's own field, or no object.
std::vector<RawField> fields_in_cell(const std::string& cell, const std::optional<FieldMatch>& match,
                                     const FieldNames& names);

// Outputs the articles of a row, whose cells are moved from. Objects in cells are read with `names`. Requires
// shape.cells() cells. `record` and `text` are as in RecordOutput::article_of(). False if the sink stops.
bool output_row(std::vector<std::string>& cells, const CsvShape& shape, const FieldNames& names, std::string record,
                const std::function<std::string()>& text, RecordOutput& output);

}  // namespace broadtape
