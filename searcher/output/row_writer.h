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

class RowWriter {
 public:
  // Writes the header where the form has one. `raw`: CSV cells that a spreadsheet would take for formulas stay as they
  // are; otherwise they get an apostrophe in front.
  RowWriter(RowForm form, std::vector<std::string> columns, bool raw, std::ostream& out);

  // `row` is an object; its members that are no columns are left out of CSV, missing ones are empty there. In CSV an
  // array becomes its members joined by `;`, an array of snippet pieces their text.
  void write(const Json& row);

 private:
  void write_csv(const Json& row);

  RowForm form_;
  std::vector<std::string> columns_;
  bool raw_;
  std::ostream& out_;
};

// A cell as CSV, quoted where it must be (RFC 4180).
std::string csv_cell(std::string_view text);

// The same text, with an apostrophe before it if a spreadsheet would take it for a formula: = + - @, tab, CR or LF
// first, also as full-width forms.
std::string without_formula(std::string_view text);

}  // namespace broadtape
