// tape-search similar ID
#pragma once

#include "searcher/commands/options.h"

namespace broadtape {

int run_similar(const Options& options);

}  // namespace broadtape
