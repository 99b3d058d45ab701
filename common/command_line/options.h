// The parsed command line (verb, options as text, operands) and its parser. Verbs interpret the texts.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "common/command_line/tables.h"

namespace broadtape {

struct Options {
  const VerbRow* verb = nullptr;                                        // null: only an option of the program
  bool verb_named = false;                                              // false: the default verb
  std::map<std::string, std::vector<std::string>, std::less<>> values;  // by option; a switch has an empty list
  std::vector<std::string> operands;
  std::vector<Options> next;  // the parts after each `--next`, for a verb in parts; they have options of their own

  bool has(std::string_view name) const { return values.contains(name); }
  std::string text(std::string_view name, std::string_view otherwise = "") const;
  std::vector<std::string> texts(std::string_view name) const;

  // Throws Error(kUsage) unless the text is a number from `least` to `most`.
  std::uint64_t number(std::string_view name, std::uint64_t otherwise, std::uint64_t most,
                       std::uint64_t least = 0) const;
};

// The verb is the first argument that is neither an option nor the value of one. `help` and `help VERB` are `--help`.
// An argument that begins with a minus is an operand if it cannot be an option: `-5%`, or any that contains a space.
// After `--` all arguments are operands. `--next` begins a new part of a verb in parts, without the options before it.
// Options may appear anywhere. Long options are not abbreviated:
// `--limit 3` or `--limit=3`. Throws Error(kUsage), with the nearest name as a hint, for an unknown verb or option and
// for a repeated option that is not repeatable.
Options parse_command_line(const ProgramRow& program, const std::vector<std::string>& arguments);

// A hint if the operands of the default verb look like a misspelt verb; otherwise empty.
std::string verb_hint(const ProgramRow& program, const Options& options);

}  // namespace broadtape
