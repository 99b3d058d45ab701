// Tables that are not text: the sheets of a workbook, the tables of a database.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/readers/article_fields.h"
#include "indexer/readers/record_output.h"

namespace broadtape {

struct TableRow {
  std::vector<std::string> cells;
  std::uint64_t number = 0;  // for reports, as the program that wrote the table counts
  std::string fault;         // why the row is rejected; empty for a valid row
  std::string link = {};     // the address to which the longest of its linked cells leads; empty without one
};

class TableRows {
 public:
  virtual ~TableRows() = default;
  // False at the end. Leaves out rows without any value. Throws Error(kInput) for damage.
  virtual bool next(TableRow& row) = 0;
};

struct Table {
  std::string name;
  std::vector<std::string> columns;  // their names; empty if the first row may have them
  // The rows from the first one. Called several times, one after the other. Throws Error(kInput) for damage.
  std::function<std::unique_ptr<TableRows>()> open;
};

// Reads the tables that have articles, by the names and contents of their columns as in CSV (csv/csv_shape.h): those
// with a title and a date; if there are none, those with a title and a text; else those with any of these. Notes the
// other tables. `kind` names a table in reports: "sheet". A table that is damaged is rejected from there on. Throws
// Error(kInput) if no table has articles, Error(kTooLarge) for more than 200,000 columns.
void read_tables(const std::vector<Table>& tables, std::string_view kind, const FieldNames& names,
                 RecordOutput& output);

}  // namespace broadtape
