#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "common/text/ascii.h"
#include "common/text/display_width.h"
#include "searcher/output/answer_writers.h"
#include "searcher/output/json_parts.h"
#include "searcher/output/text_parts.h"
#include "searcher/views/timeline.h"

namespace broadtape {
namespace {

constexpr std::size_t kMostValueColumns = 40;
constexpr std::size_t kLeastValueColumns = 12;
constexpr std::size_t kFacetShareColumns = 9;
constexpr std::size_t kLiftColumns = 9;
constexpr std::size_t kUnusualColumns = 10;
constexpr std::size_t kLeastFacetBar = 6;
constexpr std::size_t kMostFacetBar = 40;

// The column widths of a table.
struct Layout {
  std::size_t value = 0;
  std::size_t count = 0;
  std::size_t archive = 0;  // 0: no comparison
  std::size_t bar = 0;      // 0: no bar
};

std::string table_head(const FacetTable& table) {
  if (table.distinct_values <= table.values.size()) return table.name;
  return fmt::format("{} ({} of {})", table.name, with_commas(table.values.size()), with_commas(table.distinct_values));
}

// A shorter heading if the full one exceeds `columns`.
std::string fitting_head(const FacetTable& table, std::size_t columns) {
  const std::string head = table_head(table);
  if (display_width(head) <= columns) return head;
  const std::string brief =
      fmt::format("{} {}/{}", table.name, with_commas(table.values.size()), with_commas(table.distinct_values));
  return display_width(brief) <= columns ? brief : table.name;
}

Layout layout_of(const FacetTable& table, std::size_t width) {
  Layout layout;
  layout.value = kLeastValueColumns;
  layout.count = std::string("articles").size();
  for (const std::string& label : value_labels(table.values))
    layout.value = std::max(layout.value, display_width(label));
  for (const FacetTableValue& value : table.values) {
    layout.count = std::max(layout.count, with_commas(value.count).size());
    if (value.comparison)
      layout.archive = std::max(
          {layout.archive, std::string("archive").size(), with_commas(value.comparison->archive_count).size()});
  }
  std::size_t used = 3 + layout.count + kFacetShareColumns;
  if (layout.archive > 0) used += 1 + layout.archive + kLiftColumns + kUnusualColumns;
  layout.value = std::max(layout.value, display_width(table_head(table)));
  layout.value = std::min({layout.value, kMostValueColumns, width > used ? width - used : 0});
  used += layout.value;
  const std::size_t left = width > used + 1 ? width - used - 1 : 0;
  layout.bar = left >= kLeastFacetBar ? std::min(left, kMostFacetBar) : 0;
  return layout;
}

void write_head(const FacetTable& table, const Layout& layout, const TextStyle& style, std::ostream& out) {
  std::string columns = right_aligned("articles", 1 + layout.count) + right_aligned("share", kFacetShareColumns);
  if (layout.archive > 0) {
    columns += right_aligned("archive", 1 + layout.archive) + right_aligned("lift", kLiftColumns) +
               right_aligned("unusual", kUnusualColumns);
  }
  out << painted(fitted(fitting_head(table, 2 + layout.value), 2 + layout.value), Ink::kBold, style.colour);
  if (!table.values.empty()) out << painted(columns, Ink::kDim, style.colour);
  out << '\n';
}

std::string shown_lift(double lift) {
  return lift < 9.95 ? fmt::format("{:.2f}x", lift)
                     : fmt::format("{}x", with_commas(static_cast<std::uint64_t>(std::llround(lift))));
}

std::string shown_unusual(double unusual) {
  return fmt::format("{:.1f}", std::abs(unusual) < 0.05 ? 0.0 : unusual);
}

void write_facet_table(const FacetTables& tables, const FacetTable& table, const TextStyle& style, std::ostream& out) {
  const Layout layout = layout_of(table, style.width);
  write_head(table, layout, style, out);
  std::uint64_t most = 0;
  for (const FacetTableValue& value : table.values) most = std::max(most, value.count);
  const std::vector<std::string> labels = value_labels(table.values);
  for (std::size_t i = 0; i < labels.size(); ++i) {
    const FacetTableValue& value = table.values[i];
    std::string line = "  " + fitted(labels[i], layout.value) +
                       right_aligned(with_commas(value.count), 1 + layout.count) +
                       right_aligned(shown_percent(share_of(value.count, tables.total)), kFacetShareColumns);
    if (const auto& comparison = value.comparison) {
      line += right_aligned(with_commas(comparison->archive_count), 1 + layout.archive) +
              right_aligned(shown_lift(comparison->lift), kLiftColumns) +
              right_aligned(shown_unusual(comparison->unusual), kUnusualColumns);
    }
    const std::string bar = block_bar(static_cast<double>(value.count), static_cast<double>(most), layout.bar);
    out << line << (bar.empty() ? "" : " " + painted(bar, series_ink(0), style.colour)) << '\n';
  }
  if (table.missing > 0) {
    out << painted(fmt::format("  {}", fitted("(none)", layout.value)), Ink::kDim, style.colour)
        << right_aligned(with_commas(table.missing), 1 + layout.count)
        << right_aligned(shown_percent(share_of(table.missing, tables.total)), kFacetShareColumns) << '\n';
  }
  out << '\n';
}

Json facet_value(const FacetTableValue& value, std::uint64_t total) {
  const std::optional<double> share = share_of(value.count, total);
  Json row = {
      {"value", value.value},     {"count", value.count}, {"share", share ? Json(rounded(*share)) : Json(nullptr)},
      {"archive_count", nullptr}, {"lift", nullptr},      {"unusual", nullptr}};
  if (const auto& comparison = value.comparison) {
    row["archive_count"] = comparison->archive_count;
    row["lift"] = rounded(comparison->lift);
    row["unusual"] = rounded(comparison->unusual);
  }
  add_company(value, row);
  return row;
}

}  // namespace

void write_text(const FacetTables& tables, const TextStyle& style, std::ostream& out) {
  for (const FacetTable& table : tables.facets) write_facet_table(tables, table, style, out);
  std::string text = plural(tables.total, "article");
  if (tables.total < tables.archive_total)
    text += fmt::format(" of the archive's {}", with_commas(tables.archive_total));
  if (tables.query.undated_left_out > 0)
    text += fmt::format(", {} undated left out", with_commas(tables.query.undated_left_out));
  if (tables.zone != "UTC") text += ", days of " + harmless(tables.zone);
  text += fmt::format(" ({:.1f} ms)", static_cast<double>(tables.took_us) / 1'000);
  write_lines({{text, Ink::kDim}}, "", style, out);
}

Json json_facet(const FacetTable& table, std::uint64_t total) {
  Json values = Json::array();
  for (const FacetTableValue& value : table.values) values.push_back(facet_value(value, total));
  return {{"distinct_values", table.distinct_values}, {"missing", table.missing}, {"values", std::move(values)}};
}

Json json_of(const FacetTables& tables) {
  Json facets = Json::object();
  for (const FacetTable& table : tables.facets) facets[table.name] = json_facet(table, tables.total);
  return {{"query", json_query(tables.query)},
          {"total", tables.total},
          {"undated_left_out", tables.query.undated_left_out},
          {"archive_total", tables.archive_total},
          {"timezone", tables.zone},
          {"took_us", tables.took_us},
          {"facets", std::move(facets)}};
}

std::vector<std::string> columns_of(const FacetTables&) {
  return {"facet", "value", "count", "share", "archive_count", "lift", "unusual", "name", "key"};
}

void write_rows(const FacetTables& tables, RowWriter& rows) {
  for (const FacetTable& table : tables.facets) {
    for (const FacetTableValue& value : table.values) {
      Json row = {{"facet", table.name}};
      row.update(facet_value(value, tables.total));
      rows.write(row);
    }
  }
}

}  // namespace broadtape
