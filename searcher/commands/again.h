// tape-search again
#pragma once

#include "searcher/commands/options.h"

namespace broadtape {

// Runs the last query narrowed by --exclude and more words, with the options given now before those of then. It becomes
// the last query itself.
int run_again(const Options& options);

// Keeps what `options`, those of a find, ask for. Where it cannot be kept a warning says so.
void remember_query(const Options& options);

}  // namespace broadtape
