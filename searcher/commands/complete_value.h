// tape-search complete-value KIND PREFIX, for the shells' completion
#pragma once

#include "searcher/commands/options.h"

namespace broadtape {

// Prints values of the archive that complete PREFIX, one a line, each with a tab and a description where there is one.
// KIND is tickers or sources. Without an archive, nothing.
int run_complete_value(const Options& options);

}  // namespace broadtape
