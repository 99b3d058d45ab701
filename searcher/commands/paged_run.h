// Runs a verb with its output on the terminal, in a pager where that is wanted, or in a pipe.
#pragma once

#include <functional>

#include "searcher/commands/options.h"

namespace broadtape {

// Runs `verb`, whose standard output goes through the user's pager when a terminal shows it and it is longer than the
// screen. Leaving the pager early is a quiet end, as is a closed pipe; Ctrl-C leaves the terminal sane. Reads --color
// and --no-pager. Throws what `verb` throws, and Error(kUsage).
int run_paged(const Options& options, const std::function<int()>& verb);

}  // namespace broadtape
