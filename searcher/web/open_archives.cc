#include "searcher/web/open_archives.h"

#include <sys/stat.h>

#include <algorithm>
#include <utility>

#include "common/error/error.h"
#include "searcher/web/short_tag.h"

namespace broadtape {
namespace {

FileStamp stamp_of(const std::string& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) return {};  // reading the file will report the error
  constexpr std::int64_t kNanoseconds = 1'000'000'000;
  return {status.st_dev, status.st_ino, static_cast<std::uint64_t>(status.st_size),
          status.st_ctim.tv_sec * kNanoseconds + status.st_ctim.tv_nsec};
}

// Segments of different archives can have the same names, but not the same database UUID of Xapian.
std::string tag_of(const Archive& archive) {
  const Manifest& manifest = archive.manifest();
  const bool remote = std::any_of(manifest.shards.begin(), manifest.shards.end(),
                                  [](const Shard& shard) { return shard.segment.empty(); });
  if (remote) return {};
  return short_tag(hash_fields({format_manifest(manifest), archive.database().get_uuid()}));
}

ArchiveState opened_state(Archive archive) {
  ArchiveState state(std::move(archive));
  state.tag = tag_of(state.archive);
  for (const Shard& shard : state.archive.manifest().shards) {
    if (!shard.segment.empty()) state.segments.push_back(segment_number(shard.segment));
  }
  return state;
}

}  // namespace

const ArchiveStats& ArchiveState::stats() {
  if (!stats_) stats_ = archive_stats(archive);
  return *stats_;
}

template <class Condition>
ArchiveState* OpenArchives::find(Condition condition) {
  const auto found = std::find_if(open_.begin(), open_.end(), condition);
  if (found == open_.end()) return nullptr;
  open_.splice(open_.begin(), open_, found);
  return &open_.front();
}

ArchiveState& OpenArchives::add(ArchiveState state) {
  open_.push_front(std::move(state));
  if (open_.size() > kMostOpen) open_.pop_back();
  return open_.front();
}

ArchiveState& OpenArchives::current() {
  // Taken before reading, so that a manifest that is replaced meanwhile is read again on the next request.
  const FileStamp stamp = stamp_of(path_ + "/" + kManifestName);
  const Manifest manifest = read_manifest(path_);
  const auto is_current = [&](const ArchiveState& state) {
    return state.manifest == stamp && state.archive.manifest() == manifest;
  };
  if (ArchiveState* state = find(is_current)) return *state;
  ArchiveState opened = opened_state(Archive::open(path_));
  opened.manifest = stamp;
  return add(std::move(opened));
}

ArchiveState* OpenArchives::with_segments(const std::vector<std::uint32_t>& segments, const std::string& tag) {
  const Manifest now = read_manifest(path_);
  Manifest then;
  for (const std::uint32_t segment : segments) then.shards.push_back({segment_name(segment), {}, 0});
  for (const Shard& shard : now.shards) {
    if (shard.segment.empty()) then.shards.push_back(shard);
  }
  const auto is_meant = [&](const ArchiveState& state) { return state.tag == tag && state.archive.manifest() == then; };
  if (ArchiveState* state = find(is_meant)) return state;
  try {
    ArchiveState opened = opened_state(Archive::open(path_, then));
    return opened.tag == tag ? &add(std::move(opened)) : nullptr;
  } catch (const Error& error) {
    if (error.kind() == ErrorKind::kCorrupt) return nullptr;
    throw;
  }
}

}  // namespace broadtape
