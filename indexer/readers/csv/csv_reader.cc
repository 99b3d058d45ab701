#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "common/error/error.h"
#include "common/text/ascii.h"
#include "common/text/export_form.h"
#include "common/text/utf8.h"
#include "indexer/input/limits.h"
#include "indexer/readers/article_fields.h"
#include "indexer/readers/column_content.h"
#include "indexer/readers/csv/cell_value.h"
#include "indexer/readers/csv/csv_rows.h"
#include "indexer/readers/csv/csv_shape.h"
#include "indexer/readers/exported_record.h"
#include "indexer/readers/forms.h"
#include "indexer/readers/json/json.h"
#include "indexer/readers/text_layout.h"
#include "indexer/readers/text_source.h"

namespace broadtape {
namespace {

// Null values as written by pandas and SQL.
bool is_null(std::string_view cell) {
  constexpr std::string_view kNothing[] = {"nan", "NaN", "NaT", "<NA>", "N/A", "#N/A", "None", "null", "NULL", "\\N"};
  return is_among(cell, kNothing);
}

struct ExportedColumns {
  std::vector<std::string> names;
  bool guarded;  // formulas are preceded by an apostrophe
};

// The start of a header, for messages.
std::string shown(const std::vector<CsvColumn>& columns) {
  constexpr std::size_t kShown = 200;
  std::vector<std::string> header;
  for (const CsvColumn& column : columns) header.push_back(column.name);
  const std::string names = joined(header, ", ");
  return names.size() <= kShown ? names : std::string(utf8_prefix(names, kShown)) + " ...";
}

// The columns of an export of tape-search; nullopt for other files.
std::optional<ExportedColumns> exported_columns(const CsvRow& header, const FieldNames& names) {
  const auto mark = std::find(header.cells.begin(), header.cells.end(), kExportMark);
  if (mark == header.cells.end() || !names.chosen().empty()) return std::nullopt;
  return ExportedColumns{header.cells, header.raw.find(kUnguardedExportMark) == std::string::npos};
}

RawArticle exported_row(const CsvRow& row, const ExportedColumns& columns, RecordOutput& output) {
  ExportedFields fields;
  const auto unguarded = [&](std::string_view text) {
    return std::string(columns.guarded ? without_csv_guard(text) : text);
  };
  for (std::size_t i = 0; i < std::min(row.cells.size(), columns.names.size()); ++i) {
    std::string cell = row.cells[i];
    output.repair(cell);
    if (!ExportedFields::is_list(columns.names[i])) {
      fields.set(columns.names[i], unguarded(cell));
      continue;
    }
    std::vector<std::string> list = split_exported_list(cell);
    for (std::string& member : list) member = unguarded(member);
    fields.set_list(columns.names[i], std::move(list));
  }
  return std::move(fields).article();
}

RawArticle article_of_row(std::vector<std::string>& cells, const CsvShape& shape, const FieldNames& names,
                          RecordOutput& output) {
  constexpr int kObjectPenalty = 400;  // a column counts more than a member of an object in a cell
  ArticleFields fields;
  InputTally* const tally = output.tally().samples() ? &output.tally() : nullptr;
  const std::size_t first = shape.has_index ? 1 : 0;
  for (std::size_t i = 0; i < shape.columns.size(); ++i) {
    const std::optional<FieldMatch>& match = shape.columns[i].match;
    std::string& cell = cells[first + i];
    std::optional<nlohmann::json> value;
    const bool empty = is_null(cell);
    if (!empty && (match || is_structured_cell(cell))) {
      output.repair(cell);
      value = cell_value(cell);
    }
    const bool is_object = value && value->is_object();
    if (!match && tally && !is_object) tally->unused(shape.columns[i].name, empty ? "" : cell);
    if (match && !empty) {
      FieldMatch named = *match;
      named.origin = shape.columns[i].name;
      if (value && set_json_field(fields, named, *value)) continue;
      if (!is_object) fields.set(named, std::move(cell));
    }
    if (is_object) collect_json_fields(*value, kObjectPenalty, names, fields, tally);
  }
  return std::move(fields).article();
}

// The name of the column with the title of that article of a row; empty if it has none.
std::string_view title_of_article(const std::vector<std::string>& cells, const CsvShape& shape, int article) {
  const std::size_t first = shape.has_index ? 1 : 0;
  for (std::size_t i = 0; i < shape.columns.size(); ++i) {
    const CsvColumn& column = shape.columns[i];
    const std::string& cell = cells[first + i];
    if (column.article == article && column.match->field == RawField::kTitle && !trimmed(cell).empty() &&
        !is_null(cell))
      return column.name;
  }
  return {};
}

// The cells of that article: those of all articles, and its own, which are moved.
std::vector<std::string> cells_of_article(std::vector<std::string>& cells, const CsvShape& shape, int article) {
  std::vector<std::string> own(cells.size());
  const std::size_t first = shape.has_index ? 1 : 0;
  for (std::size_t i = 0; i < shape.columns.size(); ++i) {
    if (shape.columns[i].article == 0) own[first + i] = cells[first + i];
    if (shape.columns[i].article == article) own[first + i] = std::move(cells[first + i]);
  }
  return own;
}

// Why a row has too few or too many cells; empty if it fits. Empty cells after the last column are dropped.
std::string misfit(std::vector<std::string>& cells, std::size_t expected) {
  while (cells.size() > expected && trimmed(cells.back()).empty()) cells.pop_back();
  if (cells.size() == expected) return {};
  return fmt::format("has {} cells instead of {}", cells.size(), expected);
}

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

// Numbers of lines that are left out, for a note: `3, 17 and 20 more`.
class LeftOutLines {
 public:
  void add(std::uint64_t line) {
    if (++count_ <= kShown) text_ += fmt::format("{}{}", count_ == 1 ? "" : ", ", line);
  }
  void note(std::string_view what, RecordOutput& output) const {
    if (count_ == 0) return;
    const std::string more = count_ <= kShown ? "" : fmt::format(" and {} more", count_ - kShown);
    output.note(fmt::format("left out {} in line{} {}{}", what, count_ == 1 ? "" : "s", text_, more));
  }

 private:
  static constexpr std::size_t kShown = 10;

  std::string text_;
  std::size_t count_ = 0;
};

// Rows that may be notes below the table, until the next row or the end decides, and lines that are left out.
class RowFilter {
 public:
  RowFilter(const CsvShape& shape, std::vector<std::string> header) : shape_(shape), header_(std::move(header)) {}

  // Whether the row repeats the header, or is a comment.
  bool leaves_out(const CsvRow& row) {
    const bool repeats = !header_.empty() && same_cells(row.cells, header_);
    const bool comment = !repeats && row.raw.starts_with('#') && row.cells.size() != shape_.cells();
    if (repeats) headers_.add(row.line);
    if (comment) comments_.add(row.line);
    return repeats || comment;
  }

  // Whether the row is no record if it is at the end: one text, or a total, beside empty or missing cells; or it has
  // too few cells behind a blank line or another note.
  bool may_be_note(const CsvRow& row, bool after_note) const {
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

  void add_notes(const std::vector<CsvRow>& rows) {
    for (const CsvRow& row : rows) ends_.add(row.line);
  }

  void note(RecordOutput& output) const {
    headers_.note("a repeated header", output);
    comments_.note("comments", output);
    ends_.note("what is below the table,", output);
  }

 private:
  const CsvShape& shape_;
  const std::vector<std::string> header_;
  LeftOutLines headers_, comments_, ends_;
};

// Reads the lines before the header or the first row, and notes them.
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

}  // namespace

std::vector<RawField> fields_in_cell(const std::string& cell, const std::optional<FieldMatch>& match,
                                     const FieldNames& names) {
  const std::optional<nlohmann::json> value = cell_value(cell);
  ArticleFields own, inner;
  try {
    if (!value || !value->is_object() || (match && set_json_field(own, *match, *value))) return {};
    collect_json_fields(*value, 0, names, inner, nullptr);
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::kTooLarge) throw;  // else its row is rejected
  }
  return inner.present();
}

bool output_row(std::vector<std::string>& cells, const CsvShape& shape, const FieldNames& names, std::string record,
                const std::function<std::string()>& text, RecordOutput& output) {
  const auto whole = [&] { return article_of_row(cells, shape, names, output); };
  if (shape.articles == 1) return output.article_of(std::move(record), text, whole);
  bool has_some = false;
  for (int article = 1; article <= shape.articles; ++article) {
    const std::string_view title = title_of_article(cells, shape, article);
    if (title.empty()) continue;
    has_some = true;
    std::vector<std::string> own = cells_of_article(cells, shape, article);
    const auto make = [&] { return article_of_row(own, shape, names, output); };
    if (!output.article_of(fmt::format("{}, {}", record, title), text, make)) return false;
  }
  return has_some || output.article_of(std::move(record), text, whole);
}

namespace {

// Reads the header, if there is one, into `row`; returns the columns of an archive's own export. Throws Error(kInput)
// for a table that cannot be read.
std::optional<ExportedColumns> read_header(CsvRows& rows, const CsvShape& shape, const FieldNames& names, CsvRow& row,
                                           RecordOutput& output) {
  std::optional<ExportedColumns> exported;
  if (shape.has_header) {
    if (!rows.next(row)) throw Error(ErrorKind::kInput, "has no header");
    if (!row.fault.empty()) throw Error(ErrorKind::kInput, "its header cannot be read: " + row.fault);
    exported = exported_columns(row, names);
  }
  if (!shape.has_text()) {
    throw Error(ErrorKind::kInput, "its header has no known title or text column: " + shown(shape.columns),
                "name the title column with --field title=NAME");
  }
  if (!exported) {
    for (const std::string& note : shape.notes) output.note(note);
  }
  return exported;
}

}  // namespace

void read_csv(TextSource& text, std::optional<char> delimiter, const FieldNames& names, RecordOutput& output) {
  const CsvShape shape = csv_shape_of(text.head(), delimiter, names);
  output.tally().describe(shape.text());
  LineReader lines(text, kMaxRecordBytes);
  skip_lines(lines, shape, output);
  CsvRows rows(lines, shape.delimiter, kMaxRecordBytes);
  CsvRow row;
  const std::optional<ExportedColumns> exported = read_header(rows, shape, names, row, output);
  rows.expect_cells(shape.cells());
  RowFilter filter(shape, shape.has_header ? row.cells : std::vector<std::string>());
  std::uint64_t number = 0;
  const auto take = [&](CsvRow& record) {
    std::string place = fmt::format("row {} (line {})", ++number, record.line);
    if (record.fault.empty()) record.fault = misfit(record.cells, shape.cells());
    if (!record.fault.empty()) return output.reject(std::move(place), record.fault, record.raw);
    const auto text_of_record = [&] { return record.raw; };
    if (!exported) return output_row(record.cells, shape, names, std::move(place), text_of_record, output);
    return output.article_of(std::move(place), text_of_record, [&] { return exported_row(record, *exported, output); });
  };
  constexpr std::size_t kMostNotes = 20;  // below the table
  std::vector<CsvRow> held;
  const auto take_held = [&] {
    const bool goes_on = std::all_of(held.begin(), held.end(), take);
    held.clear();
    return goes_on;
  };
  while (rows.next(row)) {
    if (!exported && filter.leaves_out(row)) continue;
    if (!exported && number > 0 && held.size() < kMostNotes && filter.may_be_note(row, !held.empty())) {
      held.push_back(std::move(row));
      continue;
    }
    if (!take_held() || !take(row)) return;
  }
  filter.add_notes(held);
  filter.note(output);
}

}  // namespace broadtape
