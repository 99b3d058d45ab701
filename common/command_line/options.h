// The parsed command line: verb, options as text, operands. Verbs interpret the texts.
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

  bool has(std::string_view name) const { return values.contains(name); }
  std::string text(std::string_view name, std::string_view otherwise = "") const;
  std::vector<std::string> texts(std::string_view name) const;

  // Throws Error(kUsage) unless the text is a number from `least` to `most`.
  std::uint64_t number(std::string_view name, std::uint64_t otherwise, std::uint64_t most,
                       std::uint64_t least = 0) const;
};

}  // namespace broadtape
