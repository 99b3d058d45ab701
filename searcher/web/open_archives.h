// The states of one archive that a worker has open: the current one, and a few that it was in before, for the later
// pages of searches that began with them.
//
// A state is a list of segments, which never change. Threads: not shared.
#pragma once

#include <cstdint>
#include <list>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "common/archive/archive.h"
#include "common/archive/archive_stats.h"

namespace broadtape {

// What tells one file at a path from the next one there.
struct FileStamp {
  std::uint64_t device = 0, inode = 0, bytes = 0;
  std::int64_t changed_ns = 0;

  friend bool operator==(const FileStamp&, const FileStamp&) = default;
};

struct ArchiveState {
  explicit ArchiveState(Archive opened) : archive(std::move(opened)) {}

  Archive archive;
  FileStamp manifest;                   // from which it was opened; none for a state of before
  std::vector<std::uint32_t> segments;  // their numbers, in the manifest's order
  // Tells states apart, in a few letters, those of another archive at the same path too; empty when remote shards are
  // in it, whose states nobody knows.
  std::string tag;

  // Counted when first asked for.
  const ArchiveStats& stats();

 private:
  std::optional<ArchiveStats> stats_;
};

class OpenArchives {
 public:
  static constexpr std::size_t kMostOpen = 4;

  explicit OpenArchives(std::string path) : path_(std::move(path)) {}

  // The state that the manifest describes now. Throws as Archive::open() does.
  ArchiveState& current();

  // The state with these segments and this tag, with the remote shards of now; null when one of them is gone.
  ArchiveState* with_segments(const std::vector<std::uint32_t>& segments, const std::string& tag);

 private:
  template <class Condition>
  ArchiveState* find(Condition condition);
  ArchiveState& add(ArchiveState state);

  const std::string path_;
  std::list<ArchiveState> open_;  // the one used last first
};

}  // namespace broadtape
