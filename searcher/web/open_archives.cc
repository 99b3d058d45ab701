#include "searcher/web/open_archives.h"

#include <algorithm>
#include <utility>

#include "common/article/identity.h"
#include "common/error/error.h"

namespace broadtape {
namespace {

std::string tag_of(const Manifest& manifest) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  constexpr std::size_t kTagBytes = 8;
  const bool remote = std::any_of(manifest.shards.begin(), manifest.shards.end(),
                                  [](const Shard& shard) { return shard.segment.empty(); });
  if (remote) return {};
  const ContentHash hash = hash_fields({format_manifest(manifest)});
  std::string tag;
  for (std::size_t i = 0; i < kTagBytes; ++i) tag += {kDigits[hash[i] >> 4], kDigits[hash[i] & 15]};
  return tag;
}

}  // namespace

const ArchiveStats& ArchiveState::stats() {
  if (!stats_) stats_ = archive_stats(archive);
  return *stats_;
}

ArchiveState* OpenArchives::find(const Manifest& manifest) {
  const auto found = std::find_if(open_.begin(), open_.end(),
                                  [&](const ArchiveState& state) { return state.archive.manifest() == manifest; });
  if (found == open_.end()) return nullptr;
  open_.splice(open_.begin(), open_, found);
  return &open_.front();
}

ArchiveState& OpenArchives::add(Archive archive) {
  ArchiveState state(std::move(archive));
  state.tag = tag_of(state.archive.manifest());
  for (const Shard& shard : state.archive.manifest().shards) {
    if (!shard.segment.empty()) state.segments.push_back(segment_number(shard.segment));
  }
  open_.push_front(std::move(state));
  if (open_.size() > kMostOpen) open_.pop_back();
  return open_.front();
}

ArchiveState& OpenArchives::current() {
  if (ArchiveState* state = find(read_manifest(path_))) return *state;
  return add(Archive::open(path_));
}

ArchiveState* OpenArchives::with_segments(const std::vector<std::uint32_t>& segments) {
  const Manifest now = read_manifest(path_);
  Manifest then;
  for (const std::uint32_t segment : segments) then.shards.push_back({segment_name(segment), {}, 0});
  for (const Shard& shard : now.shards) {
    if (shard.segment.empty()) then.shards.push_back(shard);
  }
  if (ArchiveState* state = find(then)) return state;
  try {
    return &add(Archive::open(path_, then));
  } catch (const Error& error) {
    if (error.kind() == ErrorKind::kCorrupt) return nullptr;
    throw;
  }
}

}  // namespace broadtape
