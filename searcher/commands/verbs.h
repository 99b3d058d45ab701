// The command line of tape-search as tables.
#pragma once

#include <cstdint>
#include <vector>

#include "common/command_line/tables.h"

namespace broadtape {

// Which verbs take an option; one bit each.
enum VerbBit : std::uint32_t {
  kFindVerb = 1,
  kShowVerb = 2,
  kCountVerb = 1u << 4,
  kTimelineVerb = 1u << 5,
  kFacetsVerb = 1u << 6,
  kCoverageVerb = 1u << 7,
  kAgainVerb = 1u << 29,
  kCompleteValueVerb = 1u << 30,
  kBatchVerb = 1u << 8,
  kTermsVerb = 1u << 9,
  kSimilarVerb = 1u << 10,
  kExplainVerb = 1u << 11,
  kServeVerb = 1u << 12
};

// Verbs with a QUERY and its filters, other than find and batch.
inline constexpr std::uint32_t kCountingVerbs =
    kCountVerb | kTimelineVerb | kFacetsVerb | kTermsVerb | kSimilarVerb | kExplainVerb;

// Those whose output a pager may show: not what comes out answer by answer, or is for scripts of ours.
inline constexpr std::uint32_t kPagedVerbs = ~(kBatchVerb | kCompleteValueVerb | kServeVerb);

extern const std::vector<VerbRow> kVerbs;
extern const std::vector<OptionRow> kOptions;
extern const ProgramRow kTapeSearch;

}  // namespace broadtape
