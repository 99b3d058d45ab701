#include "indexer/readers/csv/csv_shape.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <set>
#include <tuple>
#include <utility>

#include "common/text/ascii.h"
#include "common/text/char_class.h"
#include "indexer/readers/column_content.h"
#include "indexer/readers/csv/csv_rows.h"
#include "indexer/readers/csv/numbered_columns.h"
#include "indexer/readers/text/line_shapes.h"
#include "indexer/readers/text_layout.h"

namespace broadtape {
namespace {

using Rows = std::vector<std::vector<std::string>>;

constexpr std::string_view kDelimiters[] = {",", "\t", ";", "|"};
constexpr std::size_t kSampleRows = 60;

bool is_whole_number(std::string_view cell) {
  return !cell.empty() && std::all_of(cell.begin(), cell.end(), [](unsigned char c) { return std::isdigit(c); });
}

ColumnContent content_of(const Rows& rows, std::size_t first_row, std::size_t column) {
  ColumnContent content;
  for (std::size_t i = first_row; i < rows.size(); ++i) {
    if (column < rows[i].size()) content.add(rows[i][column]);
  }
  return content;
}

// One reading of the head, by one delimiter.
struct Reading {
  CsvShape shape;
  std::size_t known = 0;      // columns whose names are known
  bool constant = false;      // the number of cells, over at least two rows
  bool has_evidence = false;  // beside that: typed columns or quoted cells
  std::size_t types = 0;      // columns of typed values or labels
  std::size_t rows = 0;       // in the sample, with the header
  bool is_prose = false;      // the delimiters are rather the commas of running text
};

std::optional<char> separator_line(std::string_view head) {
  const std::string_view line = trimmed(head.substr(0, head.find('\n')));
  constexpr std::string_view kStart = "sep=";
  if (line.size() == kStart.size() + 1 && line.starts_with(kStart)) return line.back();
  if (head.starts_with("sep=\t\n") || head.starts_with("sep=\t\r")) return '\t';
  return std::nullopt;
}

bool looks_like_header(const Rows& rows, const std::vector<ColumnContent>& contents) {
  for (std::size_t i = 0; i < rows[0].size(); ++i) {
    const std::string_view cell = trimmed(rows[0][i]);
    if (cell.size() > kLongestColumnName || is_date(cell) || is_web_address(cell)) return false;
    if (is_number(cell) && i > 0) return false;
    if (cell.ends_with('.') || cell.find(". ") != std::string_view::npos) return false;
  }
  // The cells below differ in kind from the names above.
  return std::any_of(contents.begin(), contents.end(), [&](const ColumnContent& content) {
    const std::size_t i = static_cast<std::size_t>(&content - contents.data());
    const std::string_view name = i < rows[0].size() ? trimmed(rows[0][i]) : std::string_view();
    const double name_words = 1.0 + static_cast<double>(std::count(name.begin(), name.end(), ' '));
    return content.is_typed() || (content.is_text() && name_words * 2 <= content.mean_words());
  });
}

// Gives fields that no name claims to unnamed columns by their content.
void guess_fields(CsvShape& shape, const std::vector<ColumnContent>& contents) {
  std::vector<NamedContent> columns;
  std::set<RawField> claimed;
  for (std::size_t i = 0; i < shape.columns.size(); ++i) {
    const CsvColumn& column = shape.columns[i];
    if (column.match) claimed.insert(column.match->field);
    claimed.insert(column.inside.begin(), column.inside.end());
    columns.push_back({column.name, column.match || !column.inside.empty() ? nullptr : &contents[i]});
  }
  // `Rubrik` is the section in German and the headline in Swedish.
  for (std::size_t i = 0; i < columns.size() && !claimed.contains(RawField::kTitle); ++i) {
    const std::optional<FieldMatch>& match = shape.columns[i].match;
    if (match && match->field == RawField::kLabels && contents[i].is_text() && contents[i].is_varied())
      columns[i].content = &contents[i];
  }
  for (const auto& [column, field] : fields_by_content(columns, claimed, true))
    shape.columns[column].match = FieldMatch{field, kGuessRank};
}

// Notes the fields that objects in the cells of a column have: `content` of a quote service.
void look_inside(CsvShape& shape, const Rows& rows, const std::vector<ColumnContent>& contents,
                 const FieldNames& names) {
  for (std::size_t i = 0; i < shape.columns.size(); ++i) {
    if (!contents[i].is_structured()) continue;
    const auto row = std::find_if(rows.begin() + 1, rows.end(), [&](const auto& cells) {
      return i < cells.size() && trimmed(cells[i]).starts_with('{') && is_structured_cell(cells[i]);
    });
    if (row != rows.end()) shape.columns[i].inside = fields_in_cell((*row)[i], shape.columns[i].match, names);
  }
}

// Numbers refer to authors and sources.
void drop_references(CsvShape& shape, const std::vector<ColumnContent>& contents) {
  for (std::size_t i = 0; i < shape.columns.size(); ++i) {
    std::optional<FieldMatch>& match = shape.columns[i].match;
    const bool refers = match && (match->field == RawField::kAuthor || match->field == RawField::kSource);
    if (refers && match->rank > 0 && contents[i].is_numbers()) match = std::nullopt;
  }
}

// How many of `rows` but the first have `cells` cells.
std::size_t rows_of(const Rows& rows, std::size_t cells) {
  return static_cast<std::size_t>(
      std::count_if(rows.begin() + 1, rows.end(), [&](const auto& row) { return row.size() == cells; }));
}

bool are_nine_tenths(std::size_t count, std::size_t others) {
  return others > 0 && count * 10 >= others * 9;
}

// Whether the rows below the first begin with a number that it has no name for.
bool has_index_column(const Rows& rows) {
  return are_nine_tenths(rows_of(rows, rows[0].size() + 1), rows.size() - 1) &&
         std::all_of(rows.begin() + 1, rows.end(), [](const auto& row) { return is_whole_number(row[0]); });
}

// Whether the cells of a column are labels of texts, as data sets of sentences have them: a word of a sentiment, or one
// of few words.
bool has_labels(const Rows& rows, std::size_t first_row, std::size_t column) {
  constexpr std::size_t kFewestCells = 6, kLongestLabel = 20;
  constexpr std::string_view kSentiments[] = {"positive", "negative", "neutral", "mixed", "bullish", "bearish",
                                              "pos",      "neg",      "neu",     "buy",   "sell",    "hold"};
  std::set<std::string> seen;
  std::size_t cells = 0;
  bool sentiments = true;
  for (std::size_t i = first_row; i < rows.size(); ++i) {
    if (column >= rows[i].size()) continue;
    const std::string label = ascii_lowered(trimmed(rows[i][column]));
    if (label.empty() || label.size() > kLongestLabel || label.find(' ') != std::string::npos) return false;
    sentiments = sentiments && is_among(label, kSentiments);
    seen.insert(label);
    ++cells;
  }
  return cells > 1 && (sentiments || (cells >= kFewestCells && seen.size() * 3 <= cells));
}

// Names the columns by the first row.
void name_columns(const std::vector<std::string>& first_row, const FieldNames& names, Reading& reading) {
  for (const std::string& cell : first_row)
    reading.shape.columns.push_back({std::string(trimmed(cell)), names.find(trimmed(cell))});
  reading.known = static_cast<std::size_t>(
      std::count_if(reading.shape.columns.begin(), reading.shape.columns.end(),
                    [](const CsvColumn& column) { return column.match && column.match->field != RawField::kStatus; }));
}

// The column of labels beside texts, if there is one.
std::optional<std::size_t> label_column(const Rows& rows, const std::vector<ColumnContent>& contents, bool has_header) {
  const bool has_text = std::any_of(contents.begin(), contents.end(), [](auto& c) { return c.is_text(); });
  for (std::size_t i = 0; has_text && contents.size() > 1 && i < contents.size(); ++i) {
    if (has_labels(rows, has_header ? 1 : 0, i)) return i;
  }
  return std::nullopt;
}

// With `has_names`, the first row has the names of the columns.
Reading read_rows(Rows rows, bool quoted, bool has_names, const FieldNames& names) {
  Reading reading;
  CsvShape& shape = reading.shape;
  const std::size_t width = rows[0].size(), others = rows.size() - 1;
  name_columns(rows[0], names, reading);
  shape.has_index = has_index_column(rows);
  if (shape.has_index) {
    for (std::size_t i = 1; i < rows.size(); ++i) rows[i].erase(rows[i].begin());
  }
  reading.constant = width > 1 && are_nine_tenths(rows_of(rows, width), others);
  std::vector<ColumnContent> contents;
  for (std::size_t i = 0; i < width; ++i) contents.push_back(content_of(rows, 1, i));
  reading.types = static_cast<std::size_t>(
      std::count_if(contents.begin(), contents.end(), [](const ColumnContent& content) { return content.is_typed(); }));
  shape.has_header = has_names || reading.known > 1 || looks_like_header(rows, contents);
  const std::optional<std::size_t> labels = label_column(rows, contents, shape.has_header);
  if (labels && !contents[*labels].is_typed()) ++reading.types;
  reading.has_evidence = quoted || reading.types > 0;
  if (!shape.has_header) {
    for (std::size_t i = 0; i < width; ++i) {
      shape.columns[i] = {fmt::format("column {}", i + 1)};
      contents[i] = content_of(rows, 0, i);
    }
  }
  look_inside(shape, rows, contents, names);
  if (shape.has_header && others > 0) {
    drop_references(shape, contents);
    find_numbered_articles(shape, contents, names);
    settle_repeated_names(shape, contents);
  }
  if (others > 0 || !shape.has_header) guess_fields(shape, contents);
  if (labels && !shape.has_header && !shape.columns[*labels].match)
    shape.columns[*labels].match = FieldMatch{RawField::kLabels, kGuessRank};
  return reading;
}

// Removes rows with fewer cells at the end of a whole text, such as a total, so that they do not hide the table.
void drop_last_notes(Rows& rows) {
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
  Rows rows = sample_csv_rows(head, std::string(delimiter), kSampleRows, &quoted);
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

Reading read_by(std::string_view delimiter, std::string_view head, const FieldNames& names) {
  bool quoted = false;
  const std::string separator(delimiter);
  Rows rows = sample_csv_rows(head, separator, kSampleRows, &quoted);
  const std::size_t sampled = rows.size();
  drop_last_notes(rows);
  const std::size_t count = rows.size();
  Reading reading = rows.empty() ? Reading{} : read_rows(std::move(rows), quoted, false, names);
  reading.shape.delimiter = separator;
  reading.rows = count;
  const bool may_be_prose = reading.constant && reading.has_evidence && reading.known < 2 && separator.size() == 1 &&
                            (separator == "," || separator == ";");
  const bool is_typed_table = reading.types > 0 && count == sampled && count > 2;
  reading.is_prose = may_be_prose && !is_typed_table && is_spaced_as_text(head, separator[0]);
  return reading;
}

// The better of two readings: known names first, then a constant number of cells, then more columns.
bool is_better(const Reading& a, const Reading& b) {
  const auto rank = [](const Reading& r) {
    return std::tuple(r.shape.has_header && r.shape.has_text() ? r.known : 0, r.constant, r.shape.columns.size());
  };
  return rank(a) > rank(b);
}

bool is_by_names(const Reading& reading) {
  return reading.shape.has_header && reading.known > 1;  // a single one may be a word of a headline
}

bool is_separated(const Reading& reading) {
  if (!reading.shape.has_text() || reading.shape.columns.size() < 2) return false;
  return is_by_names(reading) || (reading.constant && reading.has_evidence && !reading.is_prose);
}

// For what is seldom: other delimiters, lines before a header.
bool is_surely_separated(const Reading& reading) {
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
    if (!run.empty() && run.size() <= kLongest && !is_among(run, kDelimiters) && run != ":" && !is_among(run, found) &&
        !line.substr(end).starts_with("//") && run.find_first_not_of(",;") != std::string_view::npos)
      found.push_back(run);
    at = std::max(at, end);
  }
  std::stable_sort(found.begin(), found.end(), [](auto a, auto b) { return a.size() > b.size(); });
  return found;
}

// The reading of a head that begins with the header or the first row.
Reading reading_of(std::string_view head, const std::optional<std::string>& delimiter, const FieldNames& names) {
  if (delimiter) return read_by(*delimiter, head, names);
  std::optional<Reading> best;
  for (const std::string_view candidate : kDelimiters) {
    Reading reading = read_by(candidate, head, names);
    if (!best || is_better(reading, *best)) best = std::move(reading);
  }
  const bool is_sure = is_surely_separated(*best);
  for (const std::string_view candidate : rare_delimiters(head)) {
    const bool contains_best = candidate.size() > 1 && candidate.find(best->shape.delimiter) != std::string_view::npos;
    if (is_sure && is_by_names(*best) && !contains_best) continue;
    if (!has_constant_cells(candidate, head)) continue;
    Reading reading = read_by(candidate, head, names);
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
std::optional<Reading> reading_behind(std::string_view head, const std::optional<std::string>& delimiter,
                                      const FieldNames& names, const auto& may_begin, bool by_names) {
  constexpr std::size_t kMostLinesBefore = 30, kMostProse = 2, kMostTries = 5, kLongestLineBefore = 1'000;
  std::size_t prose = 0, tries = 0;
  for (std::size_t at = 0; at <= kMostLinesBefore && !head.empty() && prose <= kMostProse; ++at) {
    std::string_view rest = head;
    const std::string_view line = trimmed(take_line(rest));
    if (at > 0 && !line.empty() && may_begin(line)) {
      if (has_constant_cells_by_any(delimiter, head)) {
        Reading reading = reading_of(head, delimiter, names);
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
std::optional<Reading> reading_behind_lines(std::string_view head, const std::optional<std::string>& delimiter,
                                            const FieldNames& names) {
  const auto has_names = [&](std::string_view line) { return has_field_names(line, delimiter, names); };
  if (auto reading = reading_behind(head, delimiter, names, has_names, true)) return reading;
  return reading_behind(
      head, delimiter, names, [](std::string_view line) { return !line.starts_with('#'); }, false);
}

Reading best_reading(std::string_view head, std::optional<char> chosen, const FieldNames& names) {
  const auto named = separator_line(head);
  if (named) head.remove_prefix(std::min(head.find('\n') + 1, head.size()));
  if (!chosen) chosen = named;
  const std::optional<std::string> delimiter = chosen ? std::optional(std::string(1, *chosen)) : std::nullopt;
  Reading best = reading_of(head, delimiter, names);
  if (!is_surely_separated(best)) {
    std::optional<Reading> behind = reading_behind_lines(head, delimiter, names);
    if (behind && (behind->known > best.known || !best.constant)) best = *std::move(behind);
  }
  best.shape.has_separator_line = named.has_value();
  return best;
}

}  // namespace

std::string CsvShape::text() const {
  if (delimiter == kNoDelimiter) return "one column";
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
  Reading reading = best_reading(head, std::nullopt, names);
  if (is_separated(reading) || (reading.shape.has_separator_line && reading.shape.has_text()))
    return std::move(reading.shape);
  return column_shape(head, names);
}

CsvShape csv_shape_of(std::string_view head, std::optional<char> delimiter, const FieldNames& names) {
  Reading reading = best_reading(head, delimiter, names);
  if (delimiter || is_separated(reading)) return std::move(reading.shape);
  if (std::optional<CsvShape> column = column_shape(head, names)) return *std::move(column);
  if (reading.shape.columns.size() == 1) reading.shape.delimiter = kNoDelimiter;
  return std::move(reading.shape);
}

CsvShape shape_of_rows(std::vector<std::vector<std::string>> rows, bool has_names, const FieldNames& names) {
  return read_rows(std::move(rows), false, has_names, names).shape;
}

}  // namespace broadtape
