// Merges live segments and publishes the result.
#pragma once

#include <cstdint>
#include <functional>

#include "indexer/write/segment_store.h"

namespace broadtape {

// Called with the number of documents that are about to be rewritten.
using MergeProgress = std::function<void(std::uint64_t documents)>;

// Merges as segments_to_merge() advises, until it advises nothing. Throws Error(kUnwritable), Error(kCorrupt).
void merge_tiers(SegmentStore& store, const MergeProgress& progress = {});

// Merges all local segments into one; false when there is nothing to gain.
bool merge_all(SegmentStore& store, const MergeProgress& progress = {});

}  // namespace broadtape
