#include "searcher/web/open_archives.h"

#include <sys/stat.h>

#include <algorithm>
#include <utility>

#include "common/error/error.h"
#include "searcher/web/short_tag.h"

namespace broadtape {
namespace {

constexpr std::uint32_t kBetweenArchives = 0;  // no segment has this number

FileStamp stamp_of(const std::string& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) return {};  // reading the file will report the error
  constexpr std::int64_t kNanoseconds = 1'000'000'000;
  return {status.st_dev, status.st_ino, static_cast<std::uint64_t>(status.st_size),
          status.st_ctim.tv_sec * kNanoseconds + status.st_ctim.tv_nsec};
}

// Segments of different archives can have the same names, but not the same database UUID of Xapian.
std::string tag_of(const Archive& archive) {
  std::string manifests;
  for (const ArchivePart& part : archive.parts()) {
    const std::vector<Shard>& shards = part.manifest.shards;
    if (std::any_of(shards.begin(), shards.end(), [](const Shard& shard) { return shard.segment.empty(); })) return {};
    manifests += format_manifest({shards});  // a cursor does not have the number of runs
  }
  return short_tag(hash_fields({manifests, archive.database().get_uuid()}));
}

ArchiveState opened_state(Archive archive) {
  ArchiveState state(std::move(archive));
  state.tag = tag_of(state.archive);
  for (const ArchivePart& part : state.archive.parts()) {
    if (&part != &state.archive.parts().front()) state.segments.push_back(kBetweenArchives);
    for (const Shard& shard : part.manifest.shards) {
      if (!shard.segment.empty()) state.segments.push_back(segment_number(shard.segment));
    }
  }
  return state;
}

bool have_same_shards(const std::vector<ArchivePart>& some, const std::vector<ArchivePart>& others) {
  return std::equal(some.begin(), some.end(), others.begin(), others.end(),
                    [](const ArchivePart& one, const ArchivePart& other) {
                      return one.path == other.path && one.manifest.shards == other.manifest.shards;
                    });
}

// The archives with `segments` instead of their own local shards; empty if it is not for as many archives.
std::vector<ArchivePart> parts_with(const std::vector<std::uint32_t>& segments, const std::vector<std::string>& paths) {
  std::vector<ArchivePart> parts;
  auto begin = segments.begin();
  for (const std::string& path : paths) {
    const auto end = std::find(begin, segments.end(), kBetweenArchives);
    ArchivePart& part = parts.emplace_back(ArchivePart{path, {}});
    for (auto segment = begin; segment != end; ++segment)
      part.manifest.shards.push_back({segment_name(*segment), {}, 0});
    for (const Shard& shard : read_manifest(path).shards) {
      if (shard.segment.empty()) part.manifest.shards.push_back(shard);
    }
    const bool is_last = parts.size() == paths.size();
    if (is_last != (end == segments.end())) return {};
    begin = is_last ? end : end + 1;
  }
  return parts;
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
  std::vector<FileStamp> stamps;
  std::vector<ArchivePart> parts;
  for (const std::string& path : paths_) stamps.push_back(stamp_of(path + "/" + kManifestName));
  for (const std::string& path : paths_) parts.push_back({path, read_manifest(path)});
  const auto oldest = std::chrono::steady_clock::now() - kRemoteStateAge;
  const auto is_current = [&](const ArchiveState& state) {
    const bool is_fresh = !state.has_remote_shards() || state.opened_at >= oldest;
    return is_fresh && state.manifests == stamps && state.archive.parts() == parts;
  };
  if (ArchiveState* state = find(is_current)) return *state;
  ArchiveState opened = opened_state(Archive::open(paths_));
  opened.manifests = stamps;
  return add(std::move(opened));
}

ArchiveState* OpenArchives::with_segments(const std::vector<std::uint32_t>& segments, const std::string& tag) {
  const std::vector<ArchivePart> then = parts_with(segments, paths_);
  if (then.empty()) return nullptr;
  const auto is_meant = [&](const ArchiveState& state) {
    return state.tag == tag && have_same_shards(state.archive.parts(), then);
  };
  if (ArchiveState* state = find(is_meant)) return state;
  try {
    ArchiveState opened = opened_state(Archive::open(then));
    return opened.tag == tag ? &add(std::move(opened)) : nullptr;
  } catch (const Error& error) {
    if (error.kind() == ErrorKind::kCorrupt) return nullptr;
    throw;
  }
}

}  // namespace broadtape
