// Takes back segments that no manifest names, after the manifest was emptied, shortened or lost.
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

// Replaces the manifest of `archive` by an empty one when it is damaged, or missing although there are segments, and
// keeps the damaged one as `XAPIANDB.damaged`. Returns whether it did so.
// Throws Error(kNoArchive), Error(kUnwritable), Error(kLocked).
bool set_aside_damaged_manifest(const std::string& archive);

// Takes the segments in `unlisted` back, newest first. Leaves out versions that the archive has already, so that no
// article is found twice; a segment of which something was left out also stays in `unlisted`. When several versions of
// an article would be current, the one seen last stays current. Segments of an earlier release are taken back, too:
// afterwards the archive has to be reindexed.
// Throws Error(kUnwritable), Error(kCorrupt).
std::vector<RecoveredSegment> recover_segments(SegmentStore& store);

}  // namespace broadtape
