// How many searches `tape-search serve` answers, how fast, and in how much memory.
#pragma once

#include <vector>

#include "tests/bench/queries.h"
#include "tests/bench/table.h"
#include "tests/bench/workspace.h"

namespace broadtape::bench {

inline constexpr std::size_t kServerQueries = 200;

// The server under load from 1, 8 and 64 connections, with facets and without, beside `tape-search batch` on the same
// queries. Without wrk the section has its title only, which says so.
Section measure_server(const Workspace& workspace, const std::vector<BenchQuery>& queries);

}  // namespace broadtape::bench
