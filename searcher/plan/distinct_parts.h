// The parts of a conjunction or disjunction without those that are there twice, so that ten thousand times the same
// word costs what one costs.
#pragma once

#include <vector>

#include "searcher/query/tree.h"

namespace broadtape {

struct DistinctPart {
  const Node* node = nullptr;  // the first of its kind
  double times = 1;            // how often it is there: what its weight counts
};

// In the order of `nodes`. Linear in their text.
std::vector<DistinctPart> distinct_parts(const std::vector<const Node*>& nodes);

}  // namespace broadtape
