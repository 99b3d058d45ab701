// A request with the first suggestions in the place of what no article has.
#pragma once

#include <optional>
#include <vector>

#include "searcher/search/diagnosis.h"
#include "searcher/search/query_request.h"

namespace broadtape {

// What was written is replaced where it stands, in the query's text or in the values of the options, and quoted where
// it would be read as anything else. None when nothing can be replaced.
std::optional<QueryRequest> with_suggestions(const QueryRequest& request, const std::vector<Unknown>& unknown);

}  // namespace broadtape
