// How fast, how large in memory and how large on disk each engine indexes the corpus: as whole processes that read the
// same JSON Lines file.
#pragma once

#include "tests/bench/table.h"
#include "tests/bench/workspace.h"

namespace broadtape::bench {

// Leaves every engine's database in the workspace. Runs each engine three times when that takes no more than a minute.
Section measure_indexing(const Workspace& workspace, const CorpusFacts& facts);

// Makes the databases without measuring.
void build_databases(const Workspace& workspace);

}  // namespace broadtape::bench
