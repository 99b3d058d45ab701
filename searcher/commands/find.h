// tape-search find QUERY
#pragma once

#include "searcher/commands/options.h"
#include "searcher/search/search_request.h"

namespace broadtape {

int run_find(const Options& options);

// What the options mean. Throws Error(kUsage).
SearchRequest request_of(const Options& options);

}  // namespace broadtape
