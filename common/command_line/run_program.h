// A program but for its main(): arguments in, exit status out.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "common/command_line/options.h"

namespace broadtape {

// The statuses that both programs share.
inline constexpr int kExitBadUsage = 2;        // or a query that cannot be understood
inline constexpr int kExitNoWork = 3;          // the archive or the output cannot be used
inline constexpr int kExitOutputClosed = 141;  // nobody reads the output: what a shell says of SIGPIPE

// Parses `arguments`, answers --help and --version, has the verb run by `run_verb`, and flushes standard output. Data
// goes to standard output; an Error becomes a message on standard error and its status,
// OutputClosed a status alone.
int run_program(const ProgramRow& program, const std::vector<std::string>& arguments,
                const std::function<int(const Options&)>& run_verb);

}  // namespace broadtape
