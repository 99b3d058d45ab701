#include "indexer/write/segment_store.h"

#include <fmt/core.h>

#include <algorithm>
#include <filesystem>
#include <set>

#include "common/error/error.h"
#include "indexer/write/durable_files.h"

namespace broadtape {
namespace fs = std::filesystem;

SegmentStore::SegmentStore(const std::string& archive) : archive_(archive), lock_(archive) {
  const std::string manifest = archive_ + "/" + kManifestName;
  make_folder(path_of(kSegmentsFolder));
  if (!fs::exists(manifest)) {
    if (!fs::is_empty(path_of(kSegmentsFolder))) {
      throw Error(ErrorKind::kCorrupt, fmt::format("{} holds segments but its manifest {} is missing", archive_, kManifestName),
                  "restore the manifest from a backup: one line `auto segments/NNNNNN` per segment");
    }
    replace_file(manifest, "");
  }
  manifest_ = read_manifest(archive_);
  sweep();
}

void SegmentStore::sweep() {
  remove_tree(path_of(kIncomingFolder));
  remove_tree(archive_ + "/" + kManifestName + ".new");
  make_folder(path_of(kIncomingFolder));
  std::set<std::string> live;
  for (const Shard& shard : manifest_.shards) {
    live.insert(shard.segment);
    next_number_ = std::max(next_number_, segment_number(shard.segment) + 1);
  }
  for (const fs::directory_entry& entry : fs::directory_iterator(path_of(kSegmentsFolder))) {
    const std::string segment = std::string(kSegmentsFolder) + "/" + entry.path().filename().string();
    next_number_ = std::max(next_number_, segment_number(segment) + 1);
    if (!live.contains(segment)) remove_tree(path_of(segment));
  }
}

std::string SegmentStore::scratch_path() {
  return fmt::format("{}/{}/{:06}", archive_, kIncomingFolder, next_scratch_++);
}

std::string SegmentStore::adopt(const std::string& scratch) {
  const std::string segment = segment_name(next_number_++);
  sync_tree(scratch);
  move_path(scratch, path_of(segment));
  return segment;
}

void SegmentStore::publish(const Change& change) {
  Manifest next;
  for (const std::string& added : change.added) next.shards.push_back({adopt(added), "", 0});
  std::vector<std::string> retired;
  for (const Shard& shard : manifest_.shards) {
    const auto replacement = change.replaced.find(shard.segment);
    if (replacement == change.replaced.end()) {
      next.shards.push_back(shard);
      continue;
    }
    retired.push_back(shard.segment);
    if (!replacement->second.empty()) next.shards.push_back({adopt(replacement->second), "", 0});
  }
  sync_folder(path_of(kSegmentsFolder));
  replace_file(archive_ + "/" + kManifestName, format_manifest(next));
  manifest_ = std::move(next);
  for (const std::string& segment : retired) remove_tree(path_of(segment));
}

}  // namespace broadtape
