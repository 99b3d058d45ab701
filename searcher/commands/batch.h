// tape-search batch [FILE]
#pragma once

#include "searcher/commands/options.h"

namespace broadtape {

int run_batch(const Options& options);

}  // namespace broadtape
