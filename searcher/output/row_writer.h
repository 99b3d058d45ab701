// Writes the rows of an answer as JSON Lines or CSV in a stream: memory use does not depend on the number of rows.
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
  // Write cells that a spreadsheet would evaluate as formulas without a guard; see row_text.h.
  bool raw = false;
  bool bom = false;  // start with a byte order mark, so that Excel detects UTF-8
};

inline constexpr std::string_view kCsvRowEnd = "\r\n";
// A row with one empty cell; an empty line would not count as a row.
inline constexpr std::string_view kCsvEmptyRow = "\"\"\r\n";

class RowWriter {
 public:
  // Writes the header if the form has one.
  RowWriter(RowForm form, std::vector<std::string> columns, CsvStyle csv, std::ostream& out);

  // `row` is an object. CSV omits members that are not columns and writes missing members as empty cells. In CSV,
  // arrays are joined by `;`, and arrays of snippet pieces become their text.
  void write(const Json& row);

 private:
  void write_csv(const Json& row);

  RowForm form_;
  std::vector<std::string> columns_;
  CsvStyle csv_;
  std::ostream& out_;
};

// The header line of CSV, preceded by the byte order mark if requested.
void append_csv_header(const std::vector<std::string>& columns, CsvStyle style, std::string& out);

}  // namespace broadtape
