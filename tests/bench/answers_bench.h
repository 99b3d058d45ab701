// What takes in a large part of the archive, or many queries: timeline, facets, export, batch.
#pragma once

#include <vector>

#include "tests/bench/queries.h"
#include "tests/bench/table.h"
#include "tests/bench/workspace.h"

namespace broadtape::bench {

// A query that about a third of the articles answer, counted by month and by three facets; every article exported.
Section measure_broad_answers(const Workspace& workspace);

// The whole process `tape-search batch` over all of `queries`, beside loops over the other engines on one thread.
Section measure_batch(const Workspace& workspace, const std::vector<BenchQuery>& queries);

}  // namespace broadtape::bench
