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

struct ArchiveState {
  explicit ArchiveState(Archive opened) : archive(std::move(opened)) {}

  Archive archive;
  std::vector<std::uint32_t> segments;  // their numbers, in the manifest's order
  std::string
      tag;  // tells states apart, in a few letters; empty when remote shards are in it, whose states nobody knows

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

  // The state with these segments, and the remote shards of now; null when one of them is gone.
  ArchiveState* with_segments(const std::vector<std::uint32_t>& segments);

 private:
  ArchiveState* find(const Manifest& manifest);
  ArchiveState& add(Archive archive);

  const std::string path_;
  std::list<ArchiveState> open_;  // the one used last first
};

}  // namespace broadtape
