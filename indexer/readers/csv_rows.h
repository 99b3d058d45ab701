// Rows of comma, semicolon or tab separated text (RFC 4180, parsed by libcsv), with the line where each begins, and
// with a way back when a quote is never closed.
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/readers/line_reader.h"

namespace broadtape {

struct CsvRow {
  std::vector<std::string> cells;
  std::uint64_t line = 0;  // the first one
  std::string raw;         // as it stands in the input
  std::string fault;       // why `cells` are none; empty for a good row
};

class CsvRows {
 public:
  // `lines` must outlive this.
  CsvRows(LineReader& lines, char delimiter, std::size_t max_row_bytes);
  ~CsvRows();

  // How many cells a row should have. Known after the first row, it tells a row that an unclosed quote has swallowed.
  void expect_cells(std::size_t count) { expected_cells_ = count; }

  // False at the end. Blank lines are passed by. A quote that does not close costs the line where it opens.
  bool next(CsvRow& row);

 private:
  struct Parser;  // keeps <csv.h> out of this header

  bool next_line(Line& line);
  bool take_row(CsvRow& row, std::deque<Line>& taken);
  bool mend_swallowing(CsvRow& row, std::deque<Line>& taken);
  void give_up(CsvRow& row, std::deque<Line>& taken, std::size_t lost_lines, std::string fault);
  bool read_without_quotes(CsvRow& row, const Line& line) const;

  LineReader& lines_;
  char delimiter_;
  std::size_t max_row_bytes_;
  std::size_t expected_cells_ = 0;
  std::unique_ptr<Parser> parser_;
  std::deque<Line> again_;         // lines to be read once more
  std::uint64_t again_bytes_ = 0;  // all that ever were
};

// The cells of one line; for looking at a header.
std::vector<std::string> split_csv_line(std::string_view line, char delimiter);

}  // namespace broadtape
