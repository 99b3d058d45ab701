// How the cost of indexing and searching grows with the number of articles.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "tests/bench/queries.h"
#include "tests/bench/workspace.h"

namespace broadtape::bench {

inline constexpr std::size_t kScaleQueries = 100;

struct ScaleRow {
  std::string name, unit;
  std::vector<double> values;  // for each number of articles
  bool is_search = false;      // a time that should grow no faster than the articles
};

struct ScaleTable {
  std::vector<std::size_t> articles;  // ascending
  std::vector<ScaleRow> rows;
};

// Indexes 10,000 to `most` articles, each number in a new archive that is removed afterwards, and asks each archive
// the same queries. Articles that the corpus lacks are made of two that it has: a line of one, a line of the other.
ScaleTable measure_scale(const Workspace& workspace, const std::vector<BenchQuery>& queries, std::size_t most);

std::string format_scale(const ScaleTable& table);

// A picture of the searches, SVG: milliseconds over articles, both in powers of ten.
std::string plot_of(const ScaleTable& table);

}  // namespace broadtape::bench
