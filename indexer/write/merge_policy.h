// Decides which segments to merge, so that an archive of any age has few while each article is rewritten seldom.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace broadtape {

inline constexpr std::size_t kMaxSegments = 10;

// `documents` are the sizes of the segments, newest first. Returns how many of the newest to merge into one; 0 or 1 for
// none. Each segment stays at least twice as large as the one after it, so n articles added one by one leave at most
// log2(n) segments and are each rewritten log2(n) times; past kMaxSegments the newest are merged all the same.
std::size_t segments_to_merge(const std::vector<std::uint64_t>& documents);

}  // namespace broadtape
