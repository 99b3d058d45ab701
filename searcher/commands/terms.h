// tape-search terms QUERY
#pragma once

#include "searcher/commands/options.h"

namespace broadtape {

int run_terms(const Options& options);

}  // namespace broadtape
