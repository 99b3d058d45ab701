#include "tests/bench/table.h"

#include <fmt/core.h>

#include <nlohmann/json.hpp>

namespace broadtape::bench {
namespace {

using OrderedJson = nlohmann::ordered_json;

constexpr std::size_t kOthers[] = {kXapian, kSqlite, kLucene};

// Three significant digits, more before the point where there are.
std::string number(std::optional<double> value) {
  if (!value) return "-";
  if (*value >= 100) return fmt::format("{:.0f}", *value);
  if (*value >= 10) return fmt::format("{:.1f}", *value);
  return fmt::format("{:.2f}", *value);
}

std::string ratio(std::optional<double> ours, std::optional<double> other) {
  if (!ours || !other || *other <= 0) return "";
  return number(*ours / *other) + "x";
}

std::string format_row(const Row& row) {
  const std::string target = row.target.empty() ? "" : fmt::format("{} {}", row.target, row.met ? "yes" : "NO");
  std::string line = fmt::format("  {:<40}{:>11}", row.name + ", " + row.unit, number(row.values[kBroadtape]));
  for (const std::size_t other : kOthers) line += fmt::format("{:>10}", number(row.values[other]));
  for (const std::size_t other : kOthers)
    line += fmt::format("{:>10}", ratio(row.values[kBroadtape], row.values[other]));
  line += "  " + target;
  line.erase(line.find_last_not_of(' ') + 1);
  return line + "\n";
}

}  // namespace

std::string format_table(const std::vector<Section>& sections) {
  std::string text;
  for (const Section& section : sections) {
    text += fmt::format("{}{:<42}{:>11}", text.empty() ? "" : "\n", section.title, kEngineNames[kBroadtape]);
    for (const std::size_t other : kOthers) text += fmt::format("{:>10}", kEngineNames[other]);
    for (const std::size_t other : kOthers) text += fmt::format("{:>10}", std::string("/") + kEngineNames[other]);
    text += "  target\n";
    for (const Row& row : section.rows) text += format_row(row);
  }
  return text;
}

std::string table_json(const std::string& head, const std::vector<Section>& sections) {
  OrderedJson json{{"corpus", head}};
  for (const Section& section : sections) {
    OrderedJson& rows = json[section.title];
    for (const Row& row : section.rows) {
      OrderedJson& entry = rows[row.name + ", " + row.unit];
      for (std::size_t engine = 0; engine < kEngines; ++engine) {
        if (row.values[engine]) entry[kEngineNames[engine]] = *row.values[engine];
      }
      if (!row.target.empty()) {
        entry["target"] = row.target;
        entry["met"] = row.met;
      }
    }
  }
  return json.dump(2) + "\n";
}

}  // namespace broadtape::bench
