#include "indexer/write/segment_merger.h"

#include <numeric>

#include "common/archive/archive.h"
#include "indexer/write/merge_policy.h"
#include "indexer/write/segment_files.h"

namespace broadtape {
namespace {

struct LocalSegments {
  std::vector<std::string> names;        // newest first
  std::vector<std::uint64_t> documents;  // of each
};

LocalSegments local_segments(const SegmentStore& store) {
  LocalSegments local;
  for (const Shard& shard : store.manifest().shards) {
    if (shard.segment.empty()) continue;
    local.names.push_back(shard.segment);
    // With the reader's checks: a damaged segment merged into others could no longer be told, nor restored by itself.
    local.documents.push_back(open_segment(store.archive(), shard.segment).get_doccount());
  }
  return local;
}

// Merges the `count` newest into one, oldest first, so that documents stay in the order of their arrival.
void merge_newest(SegmentStore& store, const LocalSegments& local, std::size_t count, const MergeProgress& progress) {
  if (progress) progress(std::accumulate(local.documents.begin(), local.documents.begin() + count, std::uint64_t{0}));
  std::vector<std::string> parts;
  SegmentStore::Change change;
  for (std::size_t i = count; i-- > 0;) {
    parts.push_back(store.path_of(local.names[i]));
    change.replaced[local.names[i]] = "";
  }
  change.added.push_back(store.scratch_path());
  merge_segments(parts, change.added.front());
  store.publish(change);
}

}  // namespace

void merge_tiers(SegmentStore& store, const MergeProgress& progress) {
  while (true) {
    const LocalSegments local = local_segments(store);
    const std::size_t count = segments_to_merge(local.documents);
    if (count < 2) return;
    merge_newest(store, local, count, progress);
  }
}

bool merge_all(SegmentStore& store, const MergeProgress& progress) {
  const LocalSegments local = local_segments(store);
  if (local.names.empty()) return false;
  merge_newest(store, local, local.names.size(), progress);
  return true;
}

}  // namespace broadtape
