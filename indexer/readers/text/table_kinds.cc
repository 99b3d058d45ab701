#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "common/text/ascii.h"
#include "indexer/readers/column_content.h"
#include "indexer/readers/csv/csv_rows.h"
#include "indexer/readers/text/kind_lines.h"
#include "indexer/readers/text_layout.h"

namespace broadtape {
namespace {

bool is_drawn_line(std::string_view line) {
  return is_drawn_rule(line) || is_drawn_row(line) || line.find(" | ") != std::string_view::npos ||
         line.find(" │ ") != std::string_view::npos;
}

bool is_number_line(std::string_view line) {
  const NumberShare share = numbers_of(line);
  return share.numbers * 2 >= share.words;
}

// Whether a table has a headline in capitals, as agencies sent tables of prices: the first line has other words than
// the rows, not the names of columns.
bool has_headline(const KindLines& lines) {
  constexpr std::size_t kWordsOfHeadline = 3;  // for each cell
  const std::string_view first = lines.all[0];
  const std::size_t words = numbers_of(first).words;
  const auto capitals = std::count_if(first.begin(), first.end(), is_ascii_upper);
  const auto letters = std::count_if(first.begin(), first.end(), is_ascii_letter);
  if (capitals * 4 < letters * 3 || words < kWordsOfHeadline * cells_by_blanks(first).size()) return false;
  std::map<std::size_t, std::size_t> rows;  // by their number of words
  for (std::size_t i = 1; i < lines.all.size(); ++i) ++rows[numbers_of(lines.all[i]).words];
  const auto usual = std::max_element(rows.begin(), rows.end(), [](auto& a, auto& b) { return a.second < b.second; });
  const std::size_t numbers = numbers_of(first).numbers;  // a day, say
  return numbers * 2 < words && usual != rows.end() && (usual->first != words || numbers > 0);
}

// A number, date, address, code in capitals, or nothing.
bool is_value(const std::string& written) {
  constexpr std::size_t kLongestCode = 6;
  const std::string_view cell = trimmed(written);
  return cell.find_first_not_of("0123456789.,:+-%$ ") == std::string_view::npos || is_web_address(cell) ||
         (cell.size() <= kLongestCode && std::all_of(cell.begin(), cell.end(), is_ascii_upper)) || is_date(cell);
}

// Whether the lines are rows of as many cells, and those below the first are values.
bool is_table_of_values(const KindLines& lines, char separator) {
  constexpr std::size_t kMostRows = 100;
  const auto separators = [&](std::string_view line) { return std::count(line.begin(), line.end(), separator); };
  if (lines.all.size() < 3 || separators(lines.all[0]) == 0) return false;
  if (separators(lines.all[1]) != separators(lines.all[2])) return false;  // without the cost of a parser
  bool quoted = false;
  const auto rows = sample_csv_rows(lines.head, std::string(1, separator), kMostRows, &quoted);
  std::size_t values = 0, all = 0;
  for (std::size_t i = 1; i < rows.size(); ++i) {
    if (rows[i].size() != rows[0].size()) return false;
    values += static_cast<std::size_t>(std::count_if(rows[i].begin(), rows[i].end(), is_value));
    all += rows[i].size();
  }
  return all > 0 && values * 20 >= all * 19;
}

bool is_row_of_columns(std::string_view line) {
  return is_column_rule(line) || cells_by_blanks(line).size() > 1;
}

// Cells that begin or end in a column that six of ten rows share.
class AlignedColumns {
 public:
  explicit AlignedColumns(const std::vector<std::string_view>& lines) {
    for (const std::string_view line : lines) {
      const std::vector<LineCell> cells = cells_by_blanks(line);
      rows_ += cells.size() > 1;
      for (std::size_t i = 1; i < cells.size(); ++i) {
        ++begins_[cells[i].begin];
        ++ends_[cells[i].end];
      }
    }
  }

  // How many cells of a line, but for the first, are aligned.
  std::size_t aligned(const std::vector<LineCell>& cells) const {
    std::size_t count = 0;
    for (std::size_t i = 1; i < cells.size(); ++i)
      count += std::max(at(begins_, cells[i].begin), at(ends_, cells[i].end)) * 10 >= rows_ * 6;
    return count;
  }

 private:
  using Counts = std::map<std::size_t, std::size_t>;
  static std::size_t at(const Counts& counts, std::size_t column) {
    const auto found = counts.find(column);
    return found == counts.end() ? 0 : found->second;
  }

  Counts begins_, ends_;
  std::size_t rows_ = 0;
};

}  // namespace

bool is_drawn_table(const KindLines& lines) {
  return lines.count(is_drawn_rule) > 0 && lines.mostly(is_drawn_line, 70, 3) &&
         !has_prose_around(lines, [](std::string_view line) { return is_drawn_line(trimmed(line)); });
}

bool is_numbers(const KindLines& lines) {
  return !has_headline(lines) && lines.mostly(is_number_line, 80, 3) &&
         !has_prose_around(lines, [](std::string_view line) { return is_number_line(trimmed(line)); });
}

bool is_values(const KindLines& lines) {
  constexpr char kSeparators[] = {',', ';', '\t', '|'};
  return std::any_of(std::begin(kSeparators), std::end(kSeparators),
                     [&](char separator) { return is_table_of_values(lines, separator); });
}

bool is_columns(const KindLines& lines) {
  const bool has_rule = lines.count(is_column_rule) > 0;
  if (!lines.mostly(is_row_of_columns, has_rule ? 50 : 70, 3) || has_headline(lines)) return false;
  const AlignedColumns columns(lines.indented);
  std::size_t aligned = 0, all = 0;
  for (const std::string_view line : lines.indented) {
    const std::vector<LineCell> cells = cells_by_blanks(line);
    aligned += columns.aligned(cells);
    all += cells.empty() ? 0 : cells.size() - 1;
  }
  if (aligned == 0 || aligned * 10 < all * 6) return false;
  return !has_prose_around(
      lines, [&](std::string_view line) { return is_column_rule(line) || columns.aligned(cells_by_blanks(line)) > 0; });
}

}  // namespace broadtape
