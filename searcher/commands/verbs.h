// The command line of tape-search as tables.
#pragma once

#include <cstdint>
#include <vector>

#include "common/command_line/tables.h"

namespace broadtape {

// Which verbs take an option; one bit each.
enum VerbBit : std::uint32_t { kFindVerb = 1, kShowVerb = 2 };

extern const std::vector<VerbRow> kVerbs;
extern const std::vector<OptionRow> kOptions;
extern const ProgramRow kTapeSearch;

}  // namespace broadtape
