#include <algorithm>
#include <iterator>

#include "common/text/ascii.h"
#include "indexer/readers/text/line_shapes.h"
#include "indexer/readers/text/line_words.h"

namespace broadtape {

bool is_drawn_rule(std::string_view line) {
  constexpr std::string_view kBox[] = {"┌", "├", "└", "╔", "╠", "╚", "┬", "┼", "┴"};
  if (std::any_of(std::begin(kBox), std::end(kBox), [&](std::string_view b) { return line.starts_with(b); }))
    return line.find("──") != std::string_view::npos ? line.find(' ') == std::string_view::npos
                                                     : line.find("══") != std::string_view::npos;
  const std::size_t crossings = count_of(line, '+') + count_of(line, '|');
  return crossings > 0 && is_made_of(line, "+|-=: ") && line.find_first_of("-=") != std::string_view::npos &&
         line.size() > 4 && crossings * 2 < line.size();
}

bool is_drawn_row(std::string_view line) {
  for (const std::string_view bar : {"|", "│", "║"}) {
    if (line.size() > 2 * bar.size() && line.starts_with(bar) && line.ends_with(bar)) return true;
  }
  return false;
}

bool is_column_rule(std::string_view line) {
  constexpr std::size_t kShortest = 5;
  if (line.size() < kShortest || !(is_made_of(line, "- \t") || is_made_of(line, "= \t"))) return false;
  return line.find_first_of(" \t") != std::string_view::npos && line.find("- - -") == std::string_view::npos;
}

std::vector<LineCell> cells_by_blanks(std::string_view line) {
  constexpr std::string_view kSentenceEnds = ".?!:\"')";
  std::vector<LineCell> cells;
  std::size_t column = 0, blanks = 2, last = 0;
  bool tab = false;
  char before = ' ';
  for (const char c : line) {
    if ((c & 0xC0) == 0x80) continue;  // not the first byte of a character
    if (c == ' ' || c == '\t') {
      ++blanks;
      tab = tab || c == '\t';
    } else {
      const bool separates =
          before != ':' && (tab || blanks > 2 || (blanks == 2 && kSentenceEnds.find(before) == std::string_view::npos));
      if (cells.empty() || separates) cells.push_back({column, column});
      blanks = 0;
      tab = false;
      before = c;
      last = column + 1;
      cells.back().end = last;
    }
    ++column;
  }
  return cells;
}

NumberShare numbers_of(std::string_view line) {
  NumberShare share;
  for (std::string_view word = take_word(line); !word.empty(); word = take_word(line)) {
    ++share.words;
    share.numbers += is_made_of(word, "0123456789.,:;/%+-()$*") || word == "€" || word == "£" || word == "n/a" ||
                     word == "NaN" || (is_ascii_digit(word[0]) && is_made_of(word, "0123456789.eE+-,%KMBT"));
  }
  return share;
}

}  // namespace broadtape
