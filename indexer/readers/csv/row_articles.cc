#include <fmt/format.h>

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "common/error/error.h"
#include "indexer/readers/article_fields.h"
#include "indexer/readers/csv/cell_value.h"
#include "indexer/readers/csv/csv_shape.h"
#include "indexer/readers/json/json.h"
#include "indexer/readers/text_layout.h"

namespace broadtape {
namespace {

// Null values as written by pandas and SQL.
bool is_null(std::string_view cell) {
  constexpr std::string_view kNothing[] = {"nan", "NaN", "NaT", "<NA>", "N/A", "#N/A", "None", "null", "NULL", "\\N"};
  return is_among(cell, kNothing);
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

}  // namespace broadtape
