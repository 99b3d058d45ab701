// Rows of an answer as JSON Lines or CSV, written as they come, so that an answer of any length takes no memory.
#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

namespace broadtape {

using Json = nlohmann::ordered_json;

enum class RowForm : std::uint8_t { kJsonl, kCsv };

struct CsvStyle {
  bool raw = false;  // cells that a spreadsheet would take for formulas stay as they are; otherwise see row_text.h
  bool bom = false;  // a byte order mark first, by which Excel knows UTF-8
};

inline constexpr std::string_view kCsvRowEnd = "\r\n";
inline constexpr std::string_view kCsvEmptyRow = "\"\"\r\n";  // of one empty cell: an empty line would be no row

class RowWriter {
 public:
  // Writes the header where the form has one.
  RowWriter(RowForm form, std::vector<std::string> columns, CsvStyle csv, std::ostream& out);

  // `row` is an object; its members that are no columns are left out of CSV, missing ones are empty there. In CSV an
  // array becomes its members joined by `;`, an array of snippet pieces their text.
  void write(const Json& row);

 private:
  void write_csv(const Json& row);

  RowForm form_;
  std::vector<std::string> columns_;
  CsvStyle csv_;
  std::ostream& out_;
};

// The first line of CSV, with what stands before it.
void append_csv_header(const std::vector<std::string>& columns, CsvStyle style, std::string& out);

}  // namespace broadtape
