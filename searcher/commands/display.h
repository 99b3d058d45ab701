// Where answers go: the format, and what the terminal at the other end can show.
#pragma once

#include "searcher/commands/options.h"
#include "searcher/output/format.h"

namespace broadtape {

// Reads --format, --csv-raw, --csv-bom, --color, --scores and the environment (NO_COLOR, TERM, COLUMNS). Throws
// Error(kUsage).
OutputStyle style_of(const Options& options);

// Throws Error(kUsage) when --format-version asks for another version than this program writes.
void check_format_version(const Options& options);

}  // namespace broadtape
