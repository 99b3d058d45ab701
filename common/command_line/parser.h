// From the words of a command line to Options, as the program's tables allow.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "common/command_line/options.h"

namespace broadtape {

// A word that begins with a minus is an operand when no option can look like it: `-5%`, or with a space in it. After
// `--` every word is. Options stand anywhere behind the verb; long ones are written out, `--limit 3` or `--limit=3`.
// Throws Error(kUsage), with the nearest name as a hint, for anything else that is no verb or no option of the verb,
// and for an option given twice that is not repeatable.
Options parse_command_line(const ProgramRow& program, const std::vector<std::string>& arguments);

// What to say when a default verb's operands look like a verb that is misspelt or not in its place; empty otherwise.
std::string verb_hint(const ProgramRow& program, const Options& options);

}  // namespace broadtape
