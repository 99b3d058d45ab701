// Removes duplicates from the parts of a conjunction or disjunction, so that a word repeated ten thousand times costs
// as much as one.
#pragma once

#include <vector>

#include "searcher/query/tree.h"

namespace broadtape {

struct DistinctPart {
  const Node* node = nullptr;  // the first of the equal nodes
  double times = 1;            // number of equal nodes; multiplies the weight
};

// In the order of `nodes`. Linear in the length of their text.
std::vector<DistinctPart> distinct_parts(const std::vector<const Node*>& nodes);

}  // namespace broadtape
