// Parses a command line by the tables of the program.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "common/command_line/options.h"

namespace broadtape {

// An argument that begins with a minus is an operand if it cannot be an option: `-5%`, or any that contains a space.
// After `--` all arguments are operands. Options may appear anywhere after the verb. Long options are not abbreviated:
// `--limit 3` or `--limit=3`. Throws Error(kUsage), with the nearest name as a hint, for an unknown verb or option and
// for a repeated option that is not repeatable.
Options parse_command_line(const ProgramRow& program, const std::vector<std::string>& arguments);

// A hint if the operands of the default verb look like a misspelt or misplaced verb; otherwise empty.
std::string verb_hint(const ProgramRow& program, const Options& options);

}  // namespace broadtape
