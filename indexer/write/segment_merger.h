// Merges live segments and publishes the result.
#pragma once

#include <xapian.h>

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "common/archive/archive.h"
#include "indexer/write/identity_index.h"
#include "indexer/write/segment_store.h"

namespace broadtape {

// Called with the number of documents that are about to be rewritten.
using MergeProgress = std::function<void(std::uint64_t documents)>;

// Rewrites the local segments whose document numbers have gaps, as earlier releases left them after a removal, and
// publishes the copies. Throws Error(kUnwritable), Error(kCorrupt).
void close_gaps(SegmentStore& store);

// The segment `segment` of the store without `documents`, as a finished database in its scratch space, without gaps;
// returns its path. Throws Error(kUnwritable), Error(kCorrupt).
std::string copy_without(SegmentStore& store, const std::string& segment, const std::vector<Xapian::docid>& documents);

// Copies of the published segments in which `amendments` change something, amended. `published` is the store's archive
// as it is. Throws Error(kUnwritable), Error(kCorrupt).
SegmentStore::Change amended_copies(SegmentStore& store, const Archive& published, const Amendments& amendments);

// Closes gaps, then merges as segments_to_merge() advises, until it advises nothing. Throws Error(kUnwritable),
// Error(kCorrupt).
void merge_tiers(SegmentStore& store, const MergeProgress& progress = {});

// Closes gaps, then merges all local segments into one; false when there is nothing to gain.
bool merge_all(SegmentStore& store, const MergeProgress& progress = {});

}  // namespace broadtape
