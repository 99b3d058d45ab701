#include "indexer/readers/html/page_tables.h"

#include <algorithm>
#include <memory>
#include <string>
#include <utility>

#include "common/article/canonical_url.h"
#include "indexer/input/limits.h"
#include "indexer/readers/html/html.h"
#include "indexer/readers/text_layout.h"

namespace broadtape {
namespace {

using Cells = std::vector<std::string>;

class PageRows final : public TableRows {
 public:
  explicit PageRows(std::shared_ptr<const std::vector<Cells>> rows) : rows_(std::move(rows)) {}

  bool next(TableRow& row) override {
    while (at_ < rows_->size()) {
      const Cells& cells = (*rows_)[at_++];
      const auto is_empty = [](const std::string& cell) { return cell.empty(); };
      if (std::all_of(cells.begin(), cells.end(), is_empty)) continue;
      row = {cells, at_ + 1, {}};  // the names are row 1
      return true;
    }
    return false;
  }

 private:
  std::shared_ptr<const std::vector<Cells>> rows_;
  std::size_t at_ = 0;
};

// The elements `name` of a table, without those of tables in its cells.
std::vector<xmlNode*> parts_of(xmlNode* table, std::string_view name) {
  std::vector<xmlNode*> parts;
  each_element(table, [&](xmlNode* element) {
    if (element != table && element_name(element) == "table") return false;
    if (element_name(element) == name) parts.push_back(element);
    return true;
  });
  return parts;
}

std::vector<xmlNode*> cells_of(const xmlNode* row) {
  std::vector<xmlNode*> cells;
  for (xmlNode* cell = row->children; cell != nullptr && cells.size() < kMaxCsvCells; cell = cell->next) {
    if (element_name(cell) == "td" || element_name(cell) == "th") cells.push_back(cell);
  }
  return cells;
}

std::string text_of(xmlNode* cell) {
  std::string text = body_of(text_blocks(cell));
  return text.empty() ? one_line(raw_text(cell)) : text;
}

// The address that the only link of a cell has.
std::string address_in(xmlNode* cell) {
  std::vector<std::string> addresses;
  each_element(cell, [&](xmlNode* element) {
    if (element_name(element) == "a") addresses.push_back(attribute(element, "href"));
    return true;
  });
  return addresses.size() == 1 && is_web_address(addresses.front()) ? addresses.front() : std::string();
}

std::size_t text_bytes(xmlNode* root) {
  std::size_t bytes = 0;
  for (const TextBlock& block : text_blocks(root)) bytes += block.text.size();
  return bytes;
}

// The columns with a field, by the names in the first row of a table.
struct NamedColumns {
  Cells names;
  std::optional<std::size_t> title;
  bool has_other = false;  // a date or a text
  bool has_address = false;
};

NamedColumns named_columns(const xmlNode* first_row, const FieldNames& names) {
  NamedColumns columns;
  for (xmlNode* const cell : cells_of(first_row)) {
    columns.names.push_back(short_text(cell, kLongestColumnName + 1));
    const std::string& name = columns.names.back();
    if (name.size() > kLongestColumnName) return {};  // a layout of texts
    const auto match = names.find(name);
    if (!match || match->weak) continue;
    const RawField field = match->field;
    if (field == RawField::kTitle && !columns.title) columns.title = columns.names.size() - 1;
    columns.has_other = columns.has_other || field == RawField::kDate || field == RawField::kBody;
    columns.has_address = columns.has_address || field == RawField::kUrl;
  }
  return columns;
}

}  // namespace

std::vector<Table> article_tables(xmlNode* root, const FieldNames& names) {
  constexpr std::size_t kMostTables = 100, kFewestRows = 3;
  constexpr double kAlmostAll = 0.9;
  std::vector<Table> tables;
  std::size_t bytes = 0, seen = 0;
  each_element(root, [&](xmlNode* element) {
    if (element_name(element) != "table" || ++seen > kMostTables) return seen <= kMostTables;
    const std::vector<xmlNode*> rows = parts_of(element, "tr");
    if (rows.size() < kFewestRows) return true;
    NamedColumns columns = named_columns(rows.front(), names);
    if (!columns.title || !columns.has_other) return true;
    const bool adds_addresses = !columns.has_address;
    const std::size_t width = columns.names.size();
    if (adds_addresses) columns.names.push_back("url");
    auto all = std::make_shared<std::vector<Cells>>();
    for (std::size_t i = 1; i < rows.size(); ++i) {
      const std::vector<xmlNode*> cells = cells_of(rows[i]);
      Cells& texts = all->emplace_back();
      for (xmlNode* const cell : cells) texts.push_back(text_of(cell));
      if (!adds_addresses || cells.size() <= *columns.title) continue;
      texts.resize(std::max(texts.size(), width));
      texts.insert(texts.begin() + static_cast<std::ptrdiff_t>(width), address_in(cells[*columns.title]));
    }
    bytes += text_bytes(element);
    tables.push_back({std::to_string(tables.size() + 1), std::move(columns.names),
                      [all] { return std::make_unique<PageRows>(all); }});
    return false;
  });
  const bool is_almost_all = static_cast<double>(bytes) >= kAlmostAll * static_cast<double>(text_bytes(root));
  return is_almost_all ? std::move(tables) : std::vector<Table>();
}

}  // namespace broadtape
