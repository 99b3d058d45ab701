// Takes segments back into an archive that no manifest names: after its manifest was emptied, shortened or lost.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "indexer/write/segment_store.h"

namespace broadtape {

struct RecoveredSegment {
  std::string segment;      // "unlisted/000042"
  std::uint64_t taken = 0;  // documents that are in the archive again
  std::uint64_t known = 0;  // documents that the archive has in other segments
  std::string problem;      // why nothing was taken, or empty
};

// Puts the manifest of `archive` out of the way when it is damaged or missing although there are segments, by writing
// one that names nothing; what it was stays as `XAPIANDB.damaged`. Returns whether it did so.
// Throws Error(kNoArchive), Error(kUnwritable), Error(kLocked).
bool set_aside_damaged_manifest(const std::string& archive);

// Takes the segments in `unlisted` back, newest first: a version that the archive has already is left out, so that no
// article is found twice; a segment of which something was left out stays in `unlisted` as well. Where both an earlier
// and a later version of an article would be current then, the one seen last is.
// Throws Error(kUnwritable), Error(kCorrupt).
std::vector<RecoveredSegment> recover_segments(SegmentStore& store);

}  // namespace broadtape
