// The verbs of tape-search and the options that each takes: the tables that the parser and --help read.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace broadtape {

struct Options;

// Which verbs take an option; one bit each.
enum VerbBit : std::uint32_t { kFindVerb = 1, kShowVerb = 2, kEveryVerb = ~0u };

struct VerbRow {
  std::string_view name;
  VerbBit bit;
  std::string_view operands;  // "QUERY", as help shows them
  std::string_view help;
  std::vector<std::string_view> examples;
  int (*run)(const Options& options);
};

struct OptionRow {
  std::string_view name;        // without dashes
  std::string_view value_name;  // empty: a switch
  std::uint32_t verbs;
  bool repeatable;
  std::string_view help;
};

extern const std::vector<VerbRow> kVerbs;
extern const std::vector<OptionRow> kOptions;

// The verb of that name, or null.
const VerbRow* find_verb(std::string_view name);

}  // namespace broadtape
