// The archive's set of live segments as its one writer sees it: adding, replacing and retiring them by publishing a new
// manifest. Everything is on disk before the manifest's rename makes it visible, and nothing is removed before it.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "common/archive/manifest.h"
#include "common/error/error.h"
#include "indexer/write/archive_lock.h"
#include "indexer/write/publication_record.h"

namespace broadtape {

class SegmentStore {
 public:
  enum class IfMissing { kMake, kRefuse };

  // Takes the writer's lock, removes what a killed run left behind, moves other segments that the manifest does not
  // name to `unlisted`, and makes an empty archive where there is none, if asked. Throws Error(kLocked),
  // Error(kUnwritable), Error(kCorrupt), Error(kNoArchive).
  explicit SegmentStore(const std::string& archive, IfMissing if_missing = IfMissing::kMake);

  // Empties `incoming`: after a full disk its room is wanted.
  ~SegmentStore();
  SegmentStore(const SegmentStore&) = delete;
  SegmentStore& operator=(const SegmentStore&) = delete;

  const std::string& archive() const { return archive_; }
  const Manifest& manifest() const { return manifest_; }

  // Segments that the manifest did not name and that are in `unlisted` now: "segments/000042".
  const std::vector<std::string>& moved_aside() const { return moved_aside_; }

  // What went wrong after a publication became visible: old segments that could not be removed, say. The publication
  // holds; the first of its kind is kept.
  const std::optional<Error>& unfinished() const { return unfinished_; }

  // A fresh path in `incoming` for a part, a copy or a merged segment.
  std::string scratch_path();

  std::string path_of(const std::string& segment) const { return archive_ + "/" + segment; }

  // What one publication changes.
  struct Change {
    std::vector<std::string> added;               // finished databases in `incoming`, newest first
    std::map<std::string, std::string> replaced;  // segment name -> finished database in `incoming`; empty: drop it
  };

  // Writes the checksums of the new databases, syncs them, moves them to `segments`, renames the manifest and then
  // unlinks what it no longer names. Before the rename a failure leaves the archive as it was and throws
  // Error(kUnwritable); after it nothing is thrown, see unfinished().
  void publish(const Change& change);

  // Names the segments `segments`, which are in `unlisted`, in the manifest again, each where its number places it.
  // Throws as publish() does.
  void take_back(const std::vector<std::string>& segments);

 private:
  void make_archive();
  void sweep();
  using Moves = std::vector<std::pair<std::string, std::string>>;  // from, to
  bool rename_manifest(const Manifest& next);
  void replace_manifest(const Manifest& next, const Moves& moves, PublicationRecord record);

  std::string archive_;
  ArchiveLock lock_;
  Manifest manifest_;
  std::vector<std::string> moved_aside_;
  std::vector<std::string> retired_;  // not named any more, not yet removed
  std::optional<Error> unfinished_;
  std::uint32_t next_number_ = 1;
  std::uint64_t next_scratch_ = 0;
};

}  // namespace broadtape
