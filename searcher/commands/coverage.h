// tape-search coverage
#pragma once

#include "searcher/commands/options.h"

namespace broadtape {

int run_coverage(const Options& options);

}  // namespace broadtape
