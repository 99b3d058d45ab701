// The command line as typed: which verb, which options with which text, which operands. What the texts mean is the
// verbs' business.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "common/command_line/tables.h"

namespace broadtape {

struct Options {
  const VerbRow* verb = nullptr;                                        // null: an option of the program alone
  bool verb_named = false;                                              // otherwise the default was taken
  std::map<std::string, std::vector<std::string>, std::less<>> values;  // by option; a switch that is on has no texts
  std::vector<std::string> operands;

  bool has(std::string_view name) const { return values.contains(name); }
  std::string text(std::string_view name, std::string_view otherwise = "") const;
  std::vector<std::string> texts(std::string_view name) const;

  // Throws Error(kUsage) when the text is no number from `least` to `most`.
  std::uint64_t number(std::string_view name, std::uint64_t otherwise, std::uint64_t most,
                       std::uint64_t least = 0) const;
};

}  // namespace broadtape
