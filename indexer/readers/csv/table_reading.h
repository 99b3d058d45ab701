// Steps of find_csv_shape(): the rows at the start of a table, read as a table with columns.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "indexer/readers/csv/csv_shape.h"
#include "indexer/readers/field_names.h"

namespace broadtape {

using SampleRows = std::vector<std::vector<std::string>>;

// One reading of the head, by one delimiter.
struct TableReading {
  CsvShape shape;
  std::size_t known = 0;      // columns whose names are known
  bool constant = false;      // the number of cells, over at least two rows
  bool has_evidence = false;  // beside that: typed columns or quoted cells
  std::size_t types = 0;      // columns of typed values or labels
  std::size_t rows = 0;       // in the sample, with the header
  bool is_prose = false;      // the delimiters are rather the commas of running text
};

// How many of `rows` but the first have `cells` cells.
std::size_t rows_of(const SampleRows& rows, std::size_t cells);

// Whether `count` is at least nine tenths of `others`, which are some.
bool are_nine_tenths(std::size_t count, std::size_t others);

// Whether the rows below the first begin with a number that it has no name for.
bool has_index_column(const SampleRows& rows);

// Reads the columns of `rows`, of which there is at least one. With `has_names`, the first row has the names of the
// columns; otherwise that is found out. `quoted`: some cells were in quotes.
TableReading read_rows(SampleRows rows, bool quoted, bool has_names, const FieldNames& names);

}  // namespace broadtape
