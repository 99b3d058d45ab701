// The main function of a program: arguments to exit status.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "common/command_line/options.h"

namespace broadtape {

// Exit statuses of both programs.
inline constexpr int kExitBadUsage = 2;        // or an invalid query
inline constexpr int kExitNoWork = 3;          // unusable archive or output
inline constexpr int kExitOutputClosed = 141;  // output closed by its reader; the status of SIGPIPE in a shell

// Parses `arguments`, handles --help and --version, runs the verb with `run_verb` and flushes standard output. An Error
// becomes a message on standard error and an exit status; OutputClosed only a status.
int run_program(const ProgramRow& program, const std::vector<std::string>& arguments,
                const std::function<int(const Options&)>& run_verb);

}  // namespace broadtape
