// How long each engine takes to answer the same queries, asked in turn so that a change of the machine's pace meets
// all.
#pragma once

#include <vector>

#include "tests/bench/queries.h"
#include "tests/bench/table.h"
#include "tests/bench/workspace.h"

namespace broadtape::bench {

// Latencies, and how much each engine found.
std::vector<Section> measure_searching(const Workspace& workspace, const std::vector<BenchQuery>& queries);

// The whole process `tape-search find`, with the archive in the page cache and without.
Section measure_find(const Workspace& workspace, const std::vector<BenchQuery>& queries);

}  // namespace broadtape::bench
