#include "indexer/readers/csv/csv_shape.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>
#include <utility>

#include "common/text/ascii.h"
#include "common/text/char_class.h"
#include "indexer/readers/csv/csv_rows.h"
#include "indexer/readers/csv/table_reading.h"
#include "indexer/readers/text/line_shapes.h"
#include "indexer/readers/text_layout.h"

namespace broadtape {
namespace {

constexpr std::string_view kDelimiters[] = {",", "\t", ";", "|"};
constexpr std::size_t kSampleRows = 60;

std::optional<char> separator_line(std::string_view head) {
  const std::string_view line = trimmed(head.substr(0, head.find('\n')));
  constexpr std::string_view kStart = "sep=";
  if (line.size() == kStart.size() + 1 && line.starts_with(kStart)) return line.back();
  if (head.starts_with("sep=\t\n") || head.starts_with("sep=\t\r")) return '\t';
  return std::nullopt;
}

// Removes rows with fewer cells at the end of a whole text, such as a total, so that they do not hide the table.
void drop_last_notes(SampleRows& rows) {
  constexpr std::size_t kFewestRows = 3, kMostNotes = 5;
  if (rows.size() >= kSampleRows) return;  // others follow
  for (std::size_t i = 0; i < kMostNotes && rows.size() > kFewestRows; ++i) {
    if (rows.back().size() >= rows[0].size()) return;
    rows.pop_back();
  }
}

// Whether read_by() would find a constant number of cells, without what it does beside that. Most text has none by any
// delimiter.
bool has_constant_cells(std::string_view delimiter, std::string_view head) {
  const std::string_view line = head.substr(0, head.find('\n'));
  const bool is_row = !trimmed(line).empty() && line.find('"') == std::string_view::npos;  // else it may go on
  if (is_row && line.find(delimiter) == std::string_view::npos) return false;
  bool quoted = false;
  SampleRows rows = sample_csv_rows(head, std::string(delimiter), kSampleRows, &quoted);
  drop_last_notes(rows);
  if (rows.empty() || rows[0].size() < 2) return false;
  return are_nine_tenths(rows_of(rows, rows[0].size()), rows.size() - 1) || has_index_column(rows);
}

// Whether `delimiter` is used in the first lines as in running text: outside quoted cells, blanks are behind nearly all
// that are not in numbers.
bool is_spaced_as_text(std::string_view head, char delimiter) {
  constexpr std::size_t kLookBytes = 16u << 10;
  head = head.substr(0, kLookBytes);
  std::size_t spaced = 0, all = 0;
  bool in_cell = false, begins = true;  // a quoted cell; the start of a cell
  for (std::size_t i = 0; i < head.size(); ++i) {
    const char c = head[i], next = i + 1 < head.size() ? head[i + 1] : '\n';
    if (c == '"' && begins) {
      in_cell = true;
    } else if (in_cell) {
      in_cell = c != '"' || (next != delimiter && next != '\n' && next != '\r');
    } else if (c == delimiter && !(i > 0 && is_ascii_digit(head[i - 1]) && is_ascii_digit(next))) {
      ++all;
      const bool ends_speech = next == '"' && i + 2 < head.size() && (head[i + 2] == ' ' || head[i + 2] == '\n');
      spaced += next == ' ' || next == '\n' || next == '\r' || ends_speech;  // `"It is cold," he said`
    }
    begins = (c == delimiter && !in_cell) || c == '\n';
  }
  return spaced * 10 >= all * 9;
}

TableReading read_by(std::string_view delimiter, std::string_view head, const FieldNames& names) {
  bool quoted = false;
  const std::string separator(delimiter);
  SampleRows rows = sample_csv_rows(head, separator, kSampleRows, &quoted);
  const std::size_t sampled = rows.size();
  drop_last_notes(rows);
  const std::size_t count = rows.size();
  // Names of fields in a sentence: `Each is one article: title, date, source, and body.`
  const bool is_sentence = count > 1 && rows_of(rows, rows.front().size()) == 0 && !rows.front().empty() &&
                           trimmed(rows.front().back()).ends_with('.');
  TableReading reading = rows.empty() ? TableReading{} : read_rows(std::move(rows), quoted, false, names);
  reading.shape.delimiter = separator;
  reading.rows = count;
  const bool may_be_prose = reading.constant && reading.has_evidence && reading.known < 2 && separator.size() == 1 &&
                            (separator == "," || separator == ";");
  const bool is_typed_table = reading.types > 0 && count == sampled && count > 2;
  reading.is_prose = is_sentence || (may_be_prose && !is_typed_table && is_spaced_as_text(head, separator[0]));
  return reading;
}

// The better of two readings: known names first, then a constant number of cells, then more columns.
bool is_better(const TableReading& a, const TableReading& b) {
  const auto rank = [](const TableReading& r) {
    return std::tuple(r.shape.has_header && r.shape.has_text() ? r.known : 0, r.constant, r.shape.columns.size());
  };
  return rank(a) > rank(b);
}

bool is_by_names(const TableReading& reading) {
  return reading.shape.has_header && reading.known > 1;  // a single one may be a word of a headline
}

bool is_separated(const TableReading& reading) {
  if (!reading.shape.has_text() || reading.shape.columns.size() < 2) return false;
  return !reading.is_prose && (is_by_names(reading) || (reading.constant && reading.has_evidence));
}

// For what is seldom: other delimiters, lines before a header.
bool is_surely_separated(const TableReading& reading) {
  constexpr std::size_t kFewestRows = 3;
  return is_separated(reading) && reading.constant &&
         (is_by_names(reading) || (reading.types > 0 && reading.rows >= kFewestRows));
}

// Characters and short runs of them in the first line that may be delimiters, the longest first: `|~|`, `::`, `^`,
// \x01.
std::vector<std::string_view> rare_delimiters(std::string_view head) {
  constexpr std::size_t kLongest = 4, kMost = 8;
  const std::string_view line = head.substr(0, head.find('\n'));
  const auto may_be_part = [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20 && byte != '\r' && byte != '\t') ||
           std::string_view("|~^@#!*+=$&%:;<>,").find(c) != std::string_view::npos;
  };
  std::vector<std::string_view> found;
  for (std::size_t at = 0; at < line.size() && found.size() < kMost; ++at) {
    std::size_t end = at;
    while (end < line.size() && may_be_part(line[end])) ++end;
    if (line.substr(at).starts_with("\xc2\xa6") || line.substr(at).starts_with("\xc2\xa7")) end = at + 2;  // `¦`, `§`
    const std::string_view run = line.substr(at, end - at);
    // An amount or a mark in a text: `to $5`, `14:30 *ACME`.
    const bool begins_word = run.size() == 1 && at > 0 && line[at - 1] == ' ' && end < line.size() && line[end] != ' ';
    if (!run.empty() && run.size() <= kLongest && !begins_word && !is_among(run, kDelimiters) && run != ":" &&
        !is_among(run, found) && !line.substr(end).starts_with("//") &&
        run.find_first_not_of(",;") != std::string_view::npos)
      found.push_back(run);
    at = std::max(at, end);
  }
  std::stable_sort(found.begin(), found.end(), [](auto a, auto b) { return a.size() > b.size(); });
  return found;
}

// The reading of a head that begins with the header or the first row.
TableReading reading_of(std::string_view head, const std::optional<std::string>& delimiter, const FieldNames& names) {
  if (delimiter) return read_by(*delimiter, head, names);
  std::optional<TableReading> best;
  for (const std::string_view candidate : kDelimiters) {
    TableReading reading = read_by(candidate, head, names);
    if (!best || is_better(reading, *best)) best = std::move(reading);
  }
  const bool is_sure = is_surely_separated(*best);
  for (const std::string_view candidate : rare_delimiters(head)) {
    const bool contains_best = candidate.size() > 1 && candidate.find(best->shape.delimiter) != std::string_view::npos;
    if (is_sure && is_by_names(*best) && !contains_best) continue;
    if (!has_constant_cells(candidate, head)) continue;
    TableReading reading = read_by(candidate, head, names);
    if (is_sure && !contains_best && reading.types <= best->types) continue;
    if (is_surely_separated(reading) && reading.known >= best->known) return reading;
  }
  return std::move(*best);
}

// Whether a line has two names of fields or more between delimiters.
bool has_field_names(std::string_view line, const std::optional<std::string>& delimiter, const FieldNames& names) {
  constexpr std::size_t kLongestHeader = 4'000;
  if (line.size() > kLongestHeader) return false;
  const auto known = [&](std::string_view separator) {
    if (line.find(separator) == std::string_view::npos) return false;
    std::size_t count = 0;
    for (std::string_view rest = line; !rest.empty() && count < 2;) {
      const std::size_t end = std::min(rest.find(separator), rest.size());
      const std::string_view cell = unquoted(trimmed(rest.substr(0, end)));
      count += !cell.empty() && cell.size() <= kLongestColumnName && names.find(cell);
      rest.remove_prefix(std::min(end + separator.size(), rest.size()));
    }
    return count > 1;
  };
  if (delimiter) return known(*delimiter);
  const std::vector<std::string_view> rare = rare_delimiters(line);
  return std::any_of(std::begin(kDelimiters), std::end(kDelimiters), known) ||
         std::any_of(rare.begin(), rare.end(), known);
}

bool has_constant_cells_by_any(const std::optional<std::string>& delimiter, std::string_view head) {
  if (delimiter) return has_constant_cells(*delimiter, head);
  const auto is_constant = [&](std::string_view candidate) { return has_constant_cells(candidate, head); };
  const std::vector<std::string_view> rare = rare_delimiters(head);
  return std::any_of(std::begin(kDelimiters), std::end(kDelimiters), is_constant) ||
         std::any_of(rare.begin(), rare.end(), is_constant);
}

// A sure reading that begins with one of the first lines but the first, at which `may_begin` allows it. Not behind
// running text. nullopt without such a reading.
std::optional<TableReading> reading_behind(std::string_view head, const std::optional<std::string>& delimiter,
                                           const FieldNames& names, const auto& may_begin, bool by_names) {
  constexpr std::size_t kMostLinesBefore = 30, kMostProse = 2, kMostTries = 5, kLongestLineBefore = 1'000;
  std::size_t prose = 0, tries = 0;
  for (std::size_t at = 0; at <= kMostLinesBefore && !head.empty() && prose <= kMostProse; ++at) {
    std::string_view rest = head;
    const std::string_view line = trimmed(take_line(rest));
    if (at > 0 && !line.empty() && may_begin(line)) {
      if (has_constant_cells_by_any(delimiter, head)) {
        TableReading reading = reading_of(head, delimiter, names);
        if (is_surely_separated(reading) && (!by_names || is_by_names(reading))) {
          reading.shape.lines_before = at;
          return reading;
        }
      }
      if (++tries == kMostTries) break;
    }
    if (line.size() > kLongestLineBefore) break;
    prose += is_prose_line(line) && !line.starts_with('#');
    head = rest;
  }
  return std::nullopt;
}

// Finds the header behind other lines, a title, the time of an export, comments; without one, the first row.
std::optional<TableReading> reading_behind_lines(std::string_view head, const std::optional<std::string>& delimiter,
                                                 const FieldNames& names) {
  const auto has_names = [&](std::string_view line) { return has_field_names(line, delimiter, names); };
  if (auto reading = reading_behind(head, delimiter, names, has_names, true)) return reading;
  return reading_behind(
      head, delimiter, names, [](std::string_view line) { return !line.starts_with('#'); }, false);
}

TableReading best_reading(std::string_view head, const std::optional<std::string>& chosen, const FieldNames& names) {
  const auto named = separator_line(head);
  if (named) head.remove_prefix(std::min(head.find('\n') + 1, head.size()));
  const std::optional<std::string> delimiter = chosen || !named ? chosen : std::optional(std::string(1, *named));
  TableReading best = reading_of(head, delimiter, names);
  if (!is_surely_separated(best)) {
    std::optional<TableReading> behind = reading_behind_lines(head, delimiter, names);
    if (behind && (behind->known > best.known || !best.constant)) best = *std::move(behind);
  }
  best.shape.has_separator_line = named.has_value();
  return best;
}

}  // namespace

std::string CsvShape::text() const {
  if (delimiter == kNoDelimiter && columns.size() == 1) return "one column";
  std::string name = delimiter == ","    ? "commas"
                     : delimiter == ";"  ? "semicolons"
                     : delimiter == "\t" ? "tabs"
                     : delimiter == "|"  ? "bars"
                                         : "`" + delimiter + "`";
  if (static_cast<unsigned char>(delimiter[0]) < 0x20 && delimiter != "\t")
    name = fmt::format("the control character {}", static_cast<int>(delimiter[0]));
  const std::string several = articles == 1 ? "" : fmt::format(", up to {} articles in a row", articles);
  return "separated by " + name + (has_header ? "" : ", no header") + several;
}

bool CsvShape::has_text() const {
  return std::any_of(columns.begin(), columns.end(), [](const CsvColumn& column) {
    const auto is_text = [](RawField field) {
      return field == RawField::kTitle || field == RawField::kBody || field == RawField::kSummary;
    };
    return (column.match && is_text(column.match->field)) ||
           std::any_of(column.inside.begin(), column.inside.end(), is_text);
  });
}

std::optional<CsvShape> find_csv_shape(std::string_view head, const FieldNames& names) {
  TableReading reading = best_reading(head, std::nullopt, names);
  if (is_separated(reading) || (reading.shape.has_separator_line && reading.shape.has_text()))
    return std::move(reading.shape);
  return column_shape(head, names);
}

CsvShape csv_shape_of(std::string_view head, const std::optional<std::string>& delimiter, const FieldNames& names) {
  TableReading reading = best_reading(head, delimiter, names);
  if (delimiter || is_separated(reading)) return std::move(reading.shape);
  if (std::optional<CsvShape> column = column_shape(head, names)) return *std::move(column);
  if (reading.shape.columns.size() == 1) reading.shape.delimiter = kNoDelimiter;
  return std::move(reading.shape);
}

}  // namespace broadtape
