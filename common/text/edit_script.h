// The shortest edit script between two sequences of numbers: E. Myers, "An O(ND) difference algorithm and its
// variations" (1986), in linear space.
//
// Time and memory are bounded: memory is proportional to the lengths, and a pair of subsequences whose script is longer
// than 2 * kMaxCost edits is divided where the search has come furthest, not at the optimum. So scripts of up to
// 2 * kMaxCost edits are shortest, longer ones may not be, and the time is at most proportional to
// kMaxCost * (length of both).
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace broadtape {

struct EditScript {
  static constexpr std::size_t kMaxCost = 500;

  std::vector<bool> deleted;   // for each member of `before`
  std::vector<bool> inserted;  // for each member of `after`
};

// What is neither deleted nor inserted is equal and in the same order in both.
EditScript edit_script(const std::vector<std::uint32_t>& before, const std::vector<std::uint32_t>& after);

}  // namespace broadtape
