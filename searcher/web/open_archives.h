// The archive states that a worker keeps open: the current one, and a few earlier ones for later pages of searches that
// started with them.
//
// A state is a list of segments, which never change. Threads: not shared.
#pragma once

#include <chrono>
#include <cstdint>
#include <list>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "common/archive/archive.h"
#include "common/archive/archive_stats.h"

namespace broadtape {

// Distinguishes successive files at the same path.
struct FileStamp {
  std::uint64_t device = 0, inode = 0, bytes = 0;
  std::int64_t changed_ns = 0;

  friend bool operator==(const FileStamp&, const FileStamp&) = default;
};

struct ArchiveState {
  explicit ArchiveState(Archive opened) : archive(std::move(opened)) {}

  bool has_remote_shards() const { return tag.empty(); }

  Archive archive;
  std::vector<FileStamp> manifests;     // of each archive, as it was opened; empty for an earlier state
  std::vector<std::uint32_t> segments;  // numbers, in the order of the manifests, with 0 between two archives
  // Identifies the state in a few letters, also among different archives at the same path. Empty if the archive has
  // remote shards, whose state is unknown.
  std::string tag;
  std::chrono::steady_clock::time_point opened_at = std::chrono::steady_clock::now();

  // Computed on first use.
  const ArchiveStats& stats();

 private:
  std::optional<ArchiveStats> stats_;
};

class OpenArchives {
 public:
  static constexpr std::size_t kMostOpen = 4;
  // A connection to a remote shard shows the shard as it was when the connection was made.
  static constexpr std::chrono::seconds kRemoteStateAge{30};

  // Several archives are searched as one.
  explicit OpenArchives(const std::vector<std::string>& paths) : paths_(distinct_folders(paths)) {}
  explicit OpenArchives(const std::string& path) : paths_{path} {}

  const std::vector<std::string>& paths() const { return paths_; }

  // The state that the manifests currently describe; with remote shards, their state at most kRemoteStateAge ago.
  // Throws as Archive::open() does.
  ArchiveState& current();

  // Closes all states with remote shards: connections that failed do not work again.
  void close_remote() {
    std::erase_if(open_, [](const ArchiveState& state) { return state.has_remote_shards(); });
  }

  // The state with these segments and this tag, plus the current remote shards; null if a segment no longer exists.
  ArchiveState* with_segments(const std::vector<std::uint32_t>& segments, const std::string& tag);

 private:
  template <class Condition>
  ArchiveState* find(Condition condition);
  ArchiveState& add(ArchiveState state);

  const std::vector<std::string> paths_;
  std::list<ArchiveState> open_;  // most recently used first
};

}  // namespace broadtape
