// tape-search facets [QUERY]
#pragma once

#include "searcher/commands/options.h"

namespace broadtape {

int run_facets(const Options& options);

}  // namespace broadtape
