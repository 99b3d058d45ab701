// Packs the positions of a term in a document by interpolative coding (Moffat and Stuiver; Managing Gigabytes, 2nd
// edition, pages 126-127): the last, the first and the count, then the middle one of each range within the bounds that
// its neighbours leave it.
#pragma once

#include <cstdint>
#include <span>
#include <string>

namespace broadtape::glass {

// Appends the packed form. `positions` is strictly ascending and not empty.
void append_positions(std::string& out, std::span<const std::uint32_t> positions);

}  // namespace broadtape::glass
