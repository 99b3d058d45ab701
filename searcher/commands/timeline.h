// tape-search timeline QUERY [QUERY...]
#pragma once

#include "searcher/commands/options.h"

namespace broadtape {

int run_timeline(const Options& options);

}  // namespace broadtape
