// tape-search serve
#pragma once

#include "searcher/commands/options.h"

namespace broadtape {

int run_serve(const Options& options);

}  // namespace broadtape
