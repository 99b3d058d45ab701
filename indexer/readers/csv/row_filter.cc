#include "indexer/readers/csv/row_filter.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "common/text/ascii.h"
#include "common/text/utf8.h"
#include "indexer/readers/column_content.h"
#include "indexer/readers/text_layout.h"

namespace broadtape {
namespace {

bool same_cells(const std::vector<std::string>& cells, const std::vector<std::string>& header) {
  return std::equal(cells.begin(), cells.end(), header.begin(), header.end(),
                    [](const std::string& a, const std::string& b) { return trimmed(a) == trimmed(b); });
}

// `Total`, `Total: 12`, `Copyright 2025 Harbor Wire`, `* estimated`.
bool looks_like_note(std::string_view cell) {
  constexpr std::string_view kStarts[] = {"©", "(c)", "copyright", "*", "--", "==", "#", "("};
  constexpr std::string_view kTotals[] = {"total",  "totals", "sum",   "subtotal", "grand total", "count", "summe",
                                          "gesamt", "totale", "somme", "suma",     "合计",        "合計",  "总计",
                                          "합계",   "source", "rows",  "records",  "quelle",      "anzahl"};
  const std::string lower = ascii_lowered(trimmed(cell));
  if (std::any_of(std::begin(kStarts), std::end(kStarts), [&](std::string_view s) { return lower.starts_with(s); }))
    return true;
  const std::size_t end = std::min(lower.find_first_of(":=0123456789("), lower.size());
  std::string_view word = trimmed(std::string_view(lower).substr(0, end));
  if (is_among(word, kTotals)) return true;
  const bool is_sum = is_among(word.substr(0, word.find(' ')), kTotals);
  return is_sum && end < lower.size();  // `Total articles: 2`
}

}  // namespace

void LeftOutLines::add(std::uint64_t line) {
  if (++count_ <= kShown) text_ += fmt::format("{}{}", count_ == 1 ? "" : ", ", line);
}

void LeftOutLines::note(std::string_view what, RecordOutput& output) const {
  if (count_ == 0) return;
  const std::string more = count_ <= kShown ? "" : fmt::format(" and {} more", count_ - kShown);
  output.note(fmt::format("left out {} in line{} {}{}", what, count_ == 1 ? "" : "s", text_, more));
}

bool RowFilter::leaves_out(const CsvRow& row) {
  const bool repeats = !header_.empty() && same_cells(row.cells, header_);
  const bool comment = !repeats && row.raw.starts_with('#') && row.cells.size() != shape_.cells();
  if (repeats) headers_.add(row.line);
  if (comment) comments_.add(row.line);
  return repeats || comment;
}

bool RowFilter::may_be_note(const CsvRow& row, bool after_note) const {
  if (!row.fault.empty() || row.cells.empty() || shape_.cells() < 2) return false;
  std::size_t filled = 0, numbers = 0;
  std::string_view first;
  for (const std::string& cell : row.cells) {
    if (trimmed(cell).empty()) continue;
    if (filled++ == 0) first = trimmed(cell);
    numbers += filled > 1 && is_number(trimmed(cell));
  }
  const bool is_short = row.cells.size() < shape_.cells();
  if (is_short && row.ended && (row.after_blank || after_note)) return true;
  const bool is_note = looks_like_note(first);
  if (filled == 1 && is_short) return is_note || row.after_blank;
  return is_note && (filled == 1 ? shape_.cells() > 2 || row.after_blank : is_short || numbers + 1 == filled);
}

void RowFilter::add_notes(const std::vector<CsvRow>& rows) {
  for (const CsvRow& row : rows) ends_.add(row.line);
}

void RowFilter::note(RecordOutput& output) const {
  headers_.note("a repeated header", output);
  comments_.note("comments", output);
  ends_.note("what is below the table,", output);
}

void skip_lines(LineReader& lines, const CsvShape& shape, RecordOutput& output) {
  constexpr std::size_t kShown = 100;
  Line line;
  if (shape.has_separator_line) lines.next(line);
  std::string text;
  for (std::size_t i = 0; i < shape.lines_before && lines.next(line); ++i) {
    if (trimmed(line.text).empty() || text.size() > kShown) continue;
    text += (text.empty() ? "" : " / ") + std::string(trimmed(line.text));
  }
  output.repair(text);
  if (text.empty()) return;
  output.note(fmt::format("left out line{} before the {}: {}",
                          shape.lines_before == 1 ? " 1" : fmt::format("s 1 to {}", shape.lines_before),
                          shape.has_header ? "header" : "first row", utf8_prefix(text, kShown)));
}

}  // namespace broadtape
