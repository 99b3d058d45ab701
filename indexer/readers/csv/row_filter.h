// Steps of read_csv(): the lines of a table that are no records.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "indexer/readers/csv/csv_rows.h"
#include "indexer/readers/csv/csv_shape.h"
#include "indexer/readers/record_output.h"
#include "indexer/readers/text_source.h"

namespace broadtape {

// Numbers of lines that are left out, for a note: `3, 17 and 20 more`.
class LeftOutLines {
 public:
  void add(std::uint64_t line);
  // `what` is what the lines are: "comments".
  void note(std::string_view what, RecordOutput& output) const;

 private:
  static constexpr std::size_t kShown = 10;

  std::string text_;
  std::size_t count_ = 0;
};

// Rows that may be notes below the table, until the next row or the end decides, and lines that are left out.
class RowFilter {
 public:
  // `shape` must outlive this. `header` is empty if the table has none.
  RowFilter(const CsvShape& shape, std::vector<std::string> header) : shape_(shape), header_(std::move(header)) {}

  // Whether the row repeats the header, or is a comment.
  bool leaves_out(const CsvRow& row);

  // Whether the row is no record if it is at the end: one text, or a total, beside empty or missing cells; or it has
  // too few cells behind a blank line or another note.
  bool may_be_note(const CsvRow& row, bool after_note) const;

  void add_notes(const std::vector<CsvRow>& rows);

  // Notes what was left out; at the end of the input.
  void note(RecordOutput& output) const;

 private:
  const CsvShape& shape_;
  const std::vector<std::string> header_;
  LeftOutLines headers_, comments_, ends_;
};

// Reads the lines before the header or the first row, and notes them.
void skip_lines(LineReader& lines, const CsvShape& shape, RecordOutput& output);

}  // namespace broadtape
