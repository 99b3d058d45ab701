// Corrects a request: replaces unknown values by their first suggestions.
#pragma once

#include <optional>
#include <vector>

#include "searcher/search/diagnosis.h"
#include "searcher/search/query_request.h"

namespace broadtape {

// Replaces them in the query's text and in the option values, in place, and quotes a suggestion that would otherwise be
// parsed as query syntax. nullopt if nothing can be replaced.
std::optional<QueryRequest> with_suggestions(const QueryRequest& request, const std::vector<Unknown>& unknown);

}  // namespace broadtape
