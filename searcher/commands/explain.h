// tape-search explain QUERY
#pragma once

#include "searcher/commands/options.h"

namespace broadtape {

int run_explain(const Options& options);

}  // namespace broadtape
