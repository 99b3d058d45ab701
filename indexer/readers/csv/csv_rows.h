// Rows of text separated by any character or short string (RFC 4180, parsed by libcsv) with line numbers and
// recovery from unterminated quotes.
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/readers/text_source.h"

namespace broadtape {

struct CsvRow {
  std::vector<std::string> cells;
  std::uint64_t line = 0;    // the first one
  std::string raw;           // as in the input
  std::string fault;         // why the row is invalid; empty for a valid row
  bool after_blank = false;  // a blank line is before it
  bool ended = true;         // with a line end
};

// Of a single column: a character that text does not have.
inline constexpr const char* kNoDelimiter = "\x1f";

class CsvRows {
 public:
  // `lines` must outlive this. `escaped_quotes`: as has_escaped_quotes() says of their beginning.
  CsvRows(LineReader& lines, std::string delimiter, bool escaped_quotes, std::size_t max_row_bytes);
  ~CsvRows();

  // The expected number of cells of a row, known after the header. Used to detect rows swallowed by an unterminated
  // quote.
  void expect_cells(std::size_t count) { expected_cells_ = count; }

  // False at the end. Skips blank lines. An unterminated quote invalidates only the line in which it opens.
  bool next(CsvRow& row);

 private:
  struct Parser;  // keeps <csv.h> out of this header

  bool next_line(Line& line);
  bool take_row(CsvRow& row, std::deque<Line>& taken);
  bool recover_swallowed(CsvRow& row, std::deque<Line>& taken);
  void give_up(CsvRow& row, std::deque<Line>& taken, std::size_t lost_lines, std::string fault);
  bool read_without_quotes(CsvRow& row, const Line& line) const;

  LineReader& lines_;
  std::string delimiter_;
  bool escaped_quotes_;
  std::size_t max_row_bytes_;
  std::size_t expected_cells_ = 0;
  std::unique_ptr<Parser> parser_;
  std::deque<Line> again_;         // lines to read again
  std::uint64_t again_bytes_ = 0;  // total of all lines ever read again
};

// Whether quotes in quoted cells are written as `\"`, as MySQL writes them, and not as `""`.
bool has_escaped_quotes(std::string_view head, std::string_view delimiter);

// The first rows of the text that begins with `head`, at most `most`, for detection of its shape. Leaves out a row that
// may be cut off. `*quoted` is set if a cell begins with a quote.
std::vector<std::vector<std::string>> sample_csv_rows(std::string_view head, const std::string& delimiter,
                                                      std::size_t most, bool* quoted);

}  // namespace broadtape
