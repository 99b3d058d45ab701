// What one line of text looks like: running text, or a line of a log, a table, a listing, code or encoded data. The
// lines have no line end, and unless noted no blanks at their ends. Each function takes linear time.
#pragma once

#include <string_view>
#include <vector>

namespace broadtape {

// Whether a full stop, question or exclamation mark ends a word of the line that is not a name or an abbreviation, or
// the line has one of Chinese, Japanese, Hindi, Arabic or Urdu.
bool has_sentence_end(std::string_view line);

// Whether the line has words of running text and ends a sentence.
bool is_prose_line(std::string_view line);

// A comment of code or configuration, which may be a sentence, or an item of a list: `# ...`, `// ...`, `* ...`.
bool is_comment_line(std::string_view line);

// Whether the line is rather code, configuration or markup than text; it may be indented.
bool is_code_line(std::string_view line);

// A date and time, a time with a level (`09:30:00 INFO`), or the seconds of a machine's clock before a message.
bool begins_with_log_stamp(std::string_view line);

// A level of a log: `INFO`, `[error]`.
bool is_log_level(std::string_view word);

// Whether one of the first words is a level of a log: `INFO`, `[error]`.
bool has_log_level(std::string_view line);

// At least three values with a name: `level=info msg="started" port=80`.
bool is_named_values_line(std::string_view line);

// Bytes as hexadecimal digits, with or without an offset before and characters behind them.
bool is_hex_line(std::string_view line);

// A long run of the characters of base64.
bool is_base64_line(std::string_view line);

// An entry of `ls -l`, `dir`, `tree`, `du` or a list of checksums; a path.
bool is_listing_line(std::string_view line);

// A part of the border of a table: `+----+----+`, `|---|---|`, `----+----`, `├──┼──┤`.
bool is_drawn_rule(std::string_view line);
// A row between bars: `| a | b |`, `│ a │ b │`.
bool is_drawn_row(std::string_view line);

// Runs of dashes or equal signs with blanks between them, below the names of columns.
bool is_column_rule(std::string_view line);

// The cells of a line between tabs or two blanks or more, as columns of characters; blanks behind a sentence separate
// no cells. The line may be indented.
struct LineCell {
  std::size_t begin, end;
};
std::vector<LineCell> cells_by_blanks(std::string_view line);

// How many of the words of a line are numbers, dates or signs of currency.
struct NumberShare {
  std::size_t numbers = 0, words = 0;
};
NumberShare numbers_of(std::string_view line);

}  // namespace broadtape
