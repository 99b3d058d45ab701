// The lines of a text, and the kinds of text that they show: tests for the table of text_kinds.cc. Each takes linear
// time and requires a line.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <vector>

#include "indexer/readers/text/line_shapes.h"

namespace broadtape {

// The lines of a text that are not blank.
struct KindLines {
  std::string_view head;                   // the start of the text
  std::vector<std::string_view> all;       // without blanks at their ends
  std::vector<std::string_view> indented;  // the same lines, with the blanks before them

  std::size_t count(bool (*is)(std::string_view)) const {
    return static_cast<std::size_t>(std::count_if(all.begin(), all.end(), is));
  }
  // Whether at least `percent` of the lines are so, and at least `fewest`.
  bool mostly(bool (*is)(std::string_view), std::size_t percent, std::size_t fewest) const {
    const std::size_t found = count(is);
    return found >= fewest && found * 100 >= all.size() * percent;
  }
};

// Whether lines that are no row are running text: two lines that end sentences before the first row, or one in some
// lines of text, or one before the rows and one below them, or a fifth of all lines. So is an article with a table, not
// a table with a title and a note.
inline bool has_prose_around(const KindLines& lines, const auto& is_row) {
  constexpr std::size_t kSentencesBefore = 2, kBytesBefore = 70;
  std::size_t prose = 0, before = 0, bytes_before = 0;
  bool after_row = false, rows = false;  // two rows in succession
  for (std::size_t i = 0; i < lines.all.size(); ++i) {
    const bool row = is_row(lines.indented[i]);
    rows = rows || (row && after_row);
    after_row = row;
    if (row) continue;
    const bool ends = is_prose_line(lines.all[i]);
    prose += ends;
    before += ends && !rows;
    bytes_before += rows ? 0 : lines.all[i].size();
  }
  return before >= kSentencesBefore || (before > 0 && (bytes_before >= kBytesBefore || prose > before)) ||
         prose * 5 >= lines.all.size();
}

// Files of other programs (program_kinds.cc).
bool is_log(const KindLines& lines);
bool is_log_of_levels(const KindLines& lines);  // whose lines have as many commas: `2025-01-30 09:30:00,123 INFO ...`
bool is_subtitles(const KindLines& lines);
bool is_bibtex(const KindLines& lines);
bool is_references(const KindLines& lines);  // RIS, MEDLINE, EndNote
bool is_pem(const KindLines& lines);
bool is_card(const KindLines& lines);
bool is_patch(const KindLines& lines);
bool is_latex(const KindLines& lines);
bool is_log_of_changes(const KindLines& lines);
bool is_messages(const KindLines& lines);
bool is_ledger(const KindLines& lines);
bool is_file_patterns(const KindLines& lines);
bool is_crawler_rules(const KindLines& lines);  // robots.txt

// Tables in characters (table_kinds.cc).
bool is_drawn_table(const KindLines& lines);
bool is_numbers(const KindLines& lines);
bool is_values(const KindLines& lines);  // separated by commas and the like
bool is_columns(const KindLines& lines);

}  // namespace broadtape
