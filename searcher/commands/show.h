// tape-search show ID
#pragma once

#include "searcher/commands/options.h"

namespace broadtape {

int run_show(const Options& options);

}  // namespace broadtape
