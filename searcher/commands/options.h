// The command line of tape-search as typed.
#pragma once

#include <string>
#include <vector>

#include "common/command_line/options.h"
#include "searcher/commands/verbs.h"

namespace broadtape {

// Throws Error(kUsage).
inline Options parse_options(const std::vector<std::string>& arguments) {
  return parse_command_line(kTapeSearch, arguments);
}

}  // namespace broadtape
