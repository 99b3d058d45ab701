// The command line as typed: which verb, which options with which text, which operands. What the texts mean is the
// verbs' business.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "searcher/commands/verbs.h"

namespace broadtape {

struct Options {
  const VerbRow* verb = nullptr;
  bool verb_named = false;                                              // otherwise find was taken
  std::map<std::string, std::vector<std::string>, std::less<>> values;  // by option; a switch that is on has no texts
  std::vector<std::string> operands;

  bool has(std::string_view name) const { return values.contains(name); }
  std::string text(std::string_view name, std::string_view otherwise = "") const;
  std::vector<std::string> texts(std::string_view name) const;

  // Throws Error(kUsage) when the text is no number from 0 to `most`.
  std::uint64_t number(std::string_view name, std::uint64_t otherwise, std::uint64_t most) const;
};

// A word that begins with a minus is part of the query when no option can look like it: `-5%`, or with a space in it.
// After `--` every word is. Throws Error(kUsage) for anything else that is no option of the verb.
Options parse_options(const std::vector<std::string>& arguments);

}  // namespace broadtape
