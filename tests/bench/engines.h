// The engines of a run: ours, plain Xapian, FTS5, and Lucene where it is installed.
#pragma once

#include <array>
#include <memory>
#include <vector>

#include "tests/bench/engine.h"
#include "tests/bench/workspace.h"

namespace broadtape::bench {

// Their indices.
const std::vector<std::size_t>& present_engines();

// By index; null for those that are missing.
using Engines = std::array<std::unique_ptr<Engine>, kEngines>;
Engines open_engines(const Workspace& workspace);

}  // namespace broadtape::bench
