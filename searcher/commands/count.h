// tape-search count QUERY [QUERY...]
#pragma once

#include "searcher/commands/options.h"

namespace broadtape {

int run_count(const Options& options);

}  // namespace broadtape
