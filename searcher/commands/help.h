// What --help and --version print.
#pragma once

#include <string>

#include "searcher/commands/verbs.h"

namespace broadtape {

// Of one verb, or of the program when `verb` is null.
std::string help_text(const VerbRow* verb);

std::string version_text();

}  // namespace broadtape
