#include "indexer/write/segment_store.h"

#include <fmt/core.h>

#include <algorithm>
#include <filesystem>
#include <set>

#include "common/error/error.h"
#include "indexer/write/durable_files.h"

namespace broadtape {
namespace fs = std::filesystem;

namespace {

// Makes nothing: an archive that is not to be made has to be there before its folder gets a lock file.
const std::string& existing(const std::string& archive, SegmentStore::IfMissing if_missing) {
  if (if_missing == SegmentStore::IfMissing::kRefuse) read_manifest(archive);
  return archive;
}

// The names in `folder`, which may be missing.
std::vector<std::string> entries_of(const std::string& folder) {
  std::error_code status;
  std::vector<std::string> names;
  for (auto entry = fs::directory_iterator(folder, status); !status && entry != fs::directory_iterator();
       entry.increment(status)) {
    names.push_back(entry->path().filename().string());
  }
  if (status && status != std::errc::no_such_file_or_directory) {
    throw Error(ErrorKind::kUnwritable, fmt::format("cannot read the folder {}: {}", folder, status.message()),
                "check its permissions");
  }
  return names;
}

}  // namespace

SegmentStore::SegmentStore(const std::string& archive, IfMissing if_missing)
    : archive_(archive), lock_(existing(archive, if_missing)) {
  std::error_code status;
  if (!fs::exists(archive_ + "/" + kManifestName, status) && !status) make_archive();
  manifest_ = read_manifest(archive_);
  sweep();
}

SegmentStore::~SegmentStore() {
  std::error_code unswept;  // is swept at the next start
  fs::remove_all(path_of(kIncomingFolder), unswept);
}

void SegmentStore::make_archive() {
  if (!entries_of(path_of(kSegmentsFolder)).empty()) {
    throw Error(ErrorKind::kCorrupt,
                fmt::format("{} holds segments but its manifest {} is missing", archive_, kManifestName),
                "restore the manifest from a backup: one line `auto segments/NNNNNN` per segment");
  }
  // What is in there would be swept as the remains of a killed run.
  if (!entries_of(path_of(kIncomingFolder)).empty()) {
    throw Error(ErrorKind::kUnwritable,
                fmt::format("{} is no archive and holds a folder `{}` of something else", archive_, kIncomingFolder),
                "name another folder for the archive");
  }
  make_folder(path_of(kSegmentsFolder));
  replace_file(archive_ + "/" + kManifestName, "");
}

void SegmentStore::sweep() {
  remove_tree(path_of(kIncomingFolder));
  remove_tree(archive_ + "/" + kManifestName + ".new");
  make_folder(path_of(kIncomingFolder));
  make_folder(path_of(kSegmentsFolder));
  std::set<std::string> live;
  for (const Shard& shard : manifest_.shards) {
    live.insert(shard.segment);
    next_number_ = std::max(next_number_, segment_number(shard.segment) + 1);
  }
  for (const std::string& name : entries_of(path_of(kSegmentsFolder))) {
    const std::string segment = std::string(kSegmentsFolder) + "/" + name;
    const std::uint32_t number = segment_number(segment);
    next_number_ = std::max(next_number_, number + 1);
    if (number != 0 && !live.contains(segment)) remove_tree(path_of(segment));
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
