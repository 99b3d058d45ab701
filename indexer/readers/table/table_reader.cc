#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "common/error/error.h"
#include "common/text/utf8.h"
#include "indexer/input/limits.h"
#include "indexer/readers/csv/csv_shape.h"
#include "indexer/readers/table/table.h"
#include "indexer/readers/text_layout.h"

namespace broadtape {
namespace {

constexpr std::size_t kTableSample = 60;  // rows

std::size_t filled_cells(const std::vector<std::string>& cells) {
  return static_cast<std::size_t>(
      std::count_if(cells.begin(), cells.end(), [](const std::string& cell) { return !trimmed(cell).empty(); }));
}

// A table that was looked at.
struct KnownTable {
  const Table* table;
  CsvShape shape;
  std::size_t skipped = 0;           // rows before the header or the first row, such as a heading
  int rank = 0;                      // 0: has no articles
  std::string problem;               // why it could not be read
  std::optional<std::size_t> links;  // the cell into which the link of a row goes, if it has no address

  void take_link(TableRow& row) const {
    if (!links) return;
    std::string& cell = row.cells[*links];
    if (!row.link.empty() && !is_web_address(trimmed(cell))) cell = std::move(row.link);
  }
};

// The column of addresses, by its name in the first row; without one, a new column.
std::size_t column_of_links(const std::vector<std::string>& first_row, std::size_t width, const FieldNames& names) {
  const auto is_address_name = [&](const std::string& cell) {
    const auto match = cell.size() <= kLongestColumnName ? names.find(trimmed(cell)) : std::nullopt;
    return match && match->field == RawField::kUrl;
  };
  const auto named = std::find_if(first_row.begin(), first_row.end(), is_address_name);
  return named == first_row.end() ? width : static_cast<std::size_t>(named - first_row.begin());
}

// How surely the table has articles. A table of outlets, authors or comments has names, texts and dates as well, but
// seldom a title that is called so.
int rank_of_table(const CsvShape& shape) {
  bool title = false, any_title = false, text = false, date = false, chosen = false;
  for (const CsvColumn& column : shape.columns) {
    for (const RawField field : column.inside) {
      title = title || field == RawField::kTitle;
      text = text || field == RawField::kBody || field == RawField::kSummary;
      date = date || field == RawField::kDate;
    }
    if (!column.match) continue;
    const RawField field = column.match->field;
    any_title = any_title || field == RawField::kTitle;
    chosen = chosen || (column.match->rank == 0 && (field == RawField::kTitle || field == RawField::kBody));
    title = title || (field == RawField::kTitle && !column.match->weak && column.match->rank != kGuessRank);
    text = text || field == RawField::kBody || field == RawField::kSummary;
    date = date || field == RawField::kDate;
  }
  if (title && date) return 3;
  if (title && text) return 2;
  return chosen || ((any_title || text) && (date || (any_title && text))) ? 1 : 0;
}

// The same for the only table with rows: it has articles if it is a list of titles or texts.
int rank_of_only_table(const CsvShape& shape) {
  const bool is_list = shape.columns.size() == 1 && shape.has_text();
  const bool has_title = std::any_of(shape.columns.begin(), shape.columns.end(), [](const CsvColumn& column) {
    return column.match && column.match->field == RawField::kTitle && !column.match->weak &&
           column.match->rank != kGuessRank;
  });
  return is_list || has_title ? 1 : 0;
}

// The first row that has names of fields, or the first of a single column; without one, the first with at least half as
// many cells as most rows have.
std::size_t first_table_row(const std::vector<std::vector<std::string>>& rows, const FieldNames& names) {
  constexpr std::size_t kMostRowsBefore = 30;
  std::map<std::size_t, std::size_t> widths;  // filled cells -> rows
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto known = std::count_if(rows[i].begin(), rows[i].end(), [&](const std::string& cell) {
      return cell.size() <= kLongestColumnName && names.find(trimmed(cell)).has_value();
    });
    if (known > 1 && i < kMostRowsBefore) return i;
    if (const std::size_t filled = filled_cells(rows[i]); filled > 1) ++widths[filled];
  }
  const auto is_filled = [](const auto& row) { return filled_cells(row) > 0; };
  if (widths.empty()) return static_cast<std::size_t>(std::find_if(rows.begin(), rows.end(), is_filled) - rows.begin());
  const auto usual =
      std::max_element(widths.begin(), widths.end(), [](auto& a, auto& b) { return a.second < b.second; });
  const std::size_t fewest = std::max<std::size_t>(2, (usual->first + 1) / 2);
  const auto first = std::find_if(rows.begin(), rows.end(), [&](auto& row) { return filled_cells(row) >= fewest; });
  return static_cast<std::size_t>(first - rows.begin());
}

KnownTable look_at(const Table& table, const FieldNames& names) {
  KnownTable known{&table, {}, 0, 0, {}, std::nullopt};
  std::vector<std::vector<std::string>> rows;
  std::vector<std::string> links;
  bool has_links = false;
  std::size_t bytes = 0, width = table.columns.size();
  if (!table.columns.empty()) rows.push_back(table.columns);
  links.resize(rows.size());
  try {
    const std::unique_ptr<TableRows> source = table.open();
    TableRow row;
    while (rows.size() < kTableSample && bytes < kMaxRecordBytes && source->next(row)) {
      if (!row.fault.empty()) continue;
      for (const std::string& cell : row.cells) bytes += cell.size();
      width = std::max(width, row.cells.size());
      for (std::string& cell : row.cells) repair_utf8(cell);
      rows.push_back(std::move(row.cells));
      has_links = has_links || !row.link.empty();
      links.push_back(std::move(row.link));
    }
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::kInput && error.kind() != ErrorKind::kTooLarge) throw;
    known.problem = error.what();
  }
  if (table.columns.empty()) {
    known.skipped = first_table_row(rows, names);
    rows.erase(rows.begin(), rows.begin() + static_cast<std::ptrdiff_t>(known.skipped));
    links.erase(links.begin(), links.begin() + static_cast<std::ptrdiff_t>(known.skipped));
  }
  if (rows.empty()) return known;
  if (has_links) {
    known.links = column_of_links(rows.front(), width, names);
    width = std::max(width, *known.links + 1);
  }
  for (std::size_t i = 0; i < rows.size(); ++i) {
    TableRow row{std::move(rows[i]), 0, {}, std::move(links[i])};
    row.cells.resize(width);
    if (i == 0 && has_links && row.link.empty() && row.cells[*known.links].empty())
      row.cells[*known.links] = "hyperlink";
    known.take_link(row);
    rows[i] = std::move(row.cells);
  }
  known.shape = shape_of_rows(std::move(rows), !table.columns.empty(), names);
  known.rank = rank_of_table(known.shape);
  return known;
}

// False if the sink stops.
bool read_table(const KnownTable& known, std::string_view kind, const FieldNames& names, RecordOutput& output) {
  const Table& table = *known.table;
  const std::size_t width = known.shape.cells();
  const bool names_first = table.columns.empty() && known.shape.has_header;
  if (known.skipped > 0)
    output.note(fmt::format("left out {} row{} before the {} of {} {}", known.skipped, known.skipped == 1 ? "" : "s",
                            names_first ? "header" : "first record", kind, table.name));
  for (const std::string& note : known.shape.notes) output.note(fmt::format("{} {}: {}", kind, table.name, note));
  std::size_t to_skip = known.skipped + (names_first ? 1 : 0);
  TableRow row;
  std::uint64_t last = 0;
  try {
    const std::unique_ptr<TableRows> rows = table.open();
    while (rows->next(row)) {
      last = row.number;
      if (to_skip > 0 && row.fault.empty()) {
        --to_skip;
        continue;
      }
      std::string record = fmt::format("{} {}, row {}", kind, table.name, row.number);
      if (!row.fault.empty()) {
        if (!output.reject(std::move(record), row.fault, {})) return false;
        continue;
      }
      row.cells.resize(width);
      known.take_link(row);
      const auto text = [&] { return joined(row.cells, "\t"); };
      if (!output_row(row.cells, known.shape, names, std::move(record), text, output)) return false;
    }
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::kInput && error.kind() != ErrorKind::kTooLarge) throw;
    return output.reject(fmt::format("{} {}, after row {}", kind, table.name, last), error.what(), {});
  }
  return true;
}

std::string names_of_tables(const std::vector<const KnownTable*>& tables) {
  constexpr std::size_t kMostNames = 20;
  std::vector<std::string> names;
  for (const KnownTable* known : tables) {
    if (names.size() == kMostNames) {
      names.push_back(fmt::format("and {} more", tables.size() - kMostNames));
      break;
    }
    names.push_back(known->table->name + (known->problem.empty() ? "" : " (" + known->problem + ")"));
  }
  return joined(names, ", ");
}

}  // namespace

void read_tables(const std::vector<Table>& tables, std::string_view kind, const FieldNames& names,
                 RecordOutput& output) {
  constexpr std::size_t kMaxColumns = 200'000;  // of all tables
  std::vector<KnownTable> all;
  int best = 0;
  std::size_t columns = 0;
  for (const Table& table : tables) {
    all.push_back(look_at(table, names));
    best = std::max(best, all.back().rank);
    columns += all.back().shape.columns.size();
    if (columns > kMaxColumns)
      throw Error(ErrorKind::kTooLarge, fmt::format("its {}s have more than {} columns", kind, kMaxColumns));
  }
  const auto with_rows = [](const KnownTable& known) { return !known.shape.columns.empty(); };
  if (best == 0 && std::count_if(all.begin(), all.end(), with_rows) == 1) {
    KnownTable& only = *std::find_if(all.begin(), all.end(), with_rows);
    best = only.rank = rank_of_only_table(only.shape);
  }
  std::vector<const KnownTable*> chosen, others;
  for (const KnownTable& known : all) (known.rank > 0 && known.rank == best ? chosen : others).push_back(&known);
  if (chosen.empty()) {
    throw Error(ErrorKind::kInput, fmt::format("no {} has articles: {}", kind, names_of_tables(others)),
                "name the title column with --field title=NAME");
  }
  if (!others.empty())
    output.note(fmt::format("no articles were looked for in the {}s {}", kind, names_of_tables(others)));
  output.tally().describe(fmt::format("{}s {}", kind, names_of_tables(chosen)));
  for (const KnownTable* known : chosen) {
    if (!read_table(*known, kind, names, output)) return;
  }
}

}  // namespace broadtape
