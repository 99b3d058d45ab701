// The table that the benchmark prints: a row for each thing measured, a column for each engine.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

namespace broadtape::bench {

enum EngineIndex : std::size_t { kBroadtape, kXapian, kSqlite, kLucene, kEngines };
inline constexpr std::array<const char*, kEngines> kEngineNames = {"broadtape", "xapian", "fts5", "lucene"};

struct Row {
  std::string name;
  std::string unit;
  std::array<std::optional<double>, kEngines> values;
  std::string target;  // as the reader sees it: "<= 1/10 of fts5"; empty when there is none
  bool met = false;
};

// The row beside what it should reach.
inline Row with_target(Row row, const char* target, bool met) {
  row.target = target;
  row.met = met;
  return row;
}

struct Section {
  std::string title;
  std::vector<Row> rows;
};

// Ratios are ours over the other's.
std::string format_table(const std::vector<Section>& sections);

// One object: {"corpus": HEAD, SECTION: {"NAME, UNIT": {"broadtape": 4.8, ..., "target", "met"}}}.
std::string table_json(const std::string& head, const std::vector<Section>& sections);

}  // namespace broadtape::bench
