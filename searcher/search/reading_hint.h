// The hint that another reading of a query finds other articles.
#pragma once

#include <cstdint>

#include "common/archive/archive.h"
#include "common/text/analyser.h"
#include "searcher/search/prepared_query.h"
#include "searcher/search/query_request.h"

namespace broadtape {

// Counts the other_reading() of the request's text, and adds a warning with the count to `prepared` if it differs from
// `total`. Does nothing if counting takes long, for words that together are in millions of articles.
void hint_at_other_reading(const Archive& archive, Analyser& analyser, const QueryRequest& request, std::uint64_t total,
                           PreparedQuery& prepared);

}  // namespace broadtape
