// Verbs that answer several queries side by side: each operand is one.
#pragma once

#include <vector>

#include "searcher/commands/options.h"
#include "searcher/search/query_request.h"

namespace broadtape {

// A request for each operand, all with the same filters; one of filters alone without operands.
// Throws Error(kUsage) when there are neither.
std::vector<QueryRequest> query_requests_of(const Options& options);

}  // namespace broadtape
