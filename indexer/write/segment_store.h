// The archive's set of live segments as its one writer sees it: adding, replacing and retiring them by publishing a new
// manifest. Everything is on disk before the manifest's rename makes it visible, and nothing is removed before it.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "common/archive/manifest.h"
#include "indexer/write/archive_lock.h"

namespace broadtape {

class SegmentStore {
 public:
  enum class IfMissing { kMake, kRefuse };

  // Takes the writer's lock, sweeps what a killed run left behind, and makes an empty archive where there is none, if
  // asked. Throws Error(kLocked), Error(kUnwritable), Error(kCorrupt), Error(kNoArchive).
  explicit SegmentStore(const std::string& archive, IfMissing if_missing = IfMissing::kMake);

  // Empties `incoming`: after a full disk its room is wanted.
  ~SegmentStore();
  SegmentStore(const SegmentStore&) = delete;
  SegmentStore& operator=(const SegmentStore&) = delete;

  const std::string& archive() const { return archive_; }
  const Manifest& manifest() const { return manifest_; }

  // A fresh path in `incoming` for a part, a copy or a merged segment.
  std::string scratch_path();

  std::string path_of(const std::string& segment) const { return archive_ + "/" + segment; }

  // What one publication changes.
  struct Change {
    std::vector<std::string> added;               // finished databases in `incoming`, newest first
    std::map<std::string, std::string> replaced;  // segment name -> finished database in `incoming`; empty: drop it
  };

  // Syncs the new databases, moves them to `segments`, renames the manifest and then unlinks what it no longer names.
  // Before the rename a failure leaves the archive as it was. Throws Error(kUnwritable).
  void publish(const Change& change);

 private:
  void make_archive();
  void sweep();
  std::string adopt(const std::string& scratch);

  std::string archive_;
  ArchiveLock lock_;
  Manifest manifest_;
  std::uint32_t next_number_ = 1;
  std::uint64_t next_scratch_ = 0;
};

}  // namespace broadtape
