// The live segments of an archive, for its one writer: adds, replaces and retires segments by publishing a new
// manifest. Everything is on the disk before the rename of the manifest makes it visible, and nothing is removed
// before.
#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
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
  // name to `unlisted`, and with kMake makes an empty archive if there is none. Throws Error(kLocked),
  // Error(kUnwritable), Error(kCorrupt), Error(kNoArchive).
  explicit SegmentStore(const std::string& archive, IfMissing if_missing = IfMissing::kMake);

  // Empties `incoming`, which frees space after a full disk.
  ~SegmentStore();
  SegmentStore(const SegmentStore&) = delete;
  SegmentStore& operator=(const SegmentStore&) = delete;

  const std::string& archive() const { return archive_; }
  const Manifest& manifest() const { return manifest_; }

  // Segments that the manifest did not name and that are in `unlisted` now: "segments/000042".
  const std::vector<std::string>& moved_aside() const { return moved_aside_; }

  // What failed after a publication became visible, for example the removal of old segments. The publication is
  // complete.
  const std::optional<Error>& unfinished() const { return unfinished_; }

  // A fresh path in `incoming` for a part, a copy or a merged segment.
  std::string scratch_path();

  std::string path_of(const std::string& segment) const { return archive_ + "/" + segment; }

  // What one publication changes.
  struct Change {
    std::vector<std::string> added;               // finished databases in `incoming`, newest first
    std::map<std::string, std::string> replaced;  // segment name -> finished database in `incoming`; empty: drop it
    std::set<std::string> kept = {};              // of the dropped ones: moved to `damaged`, not removed
  };

  // Writes the columns and checksums of the new databases, syncs them, moves them to `segments`, renames the manifest
  // and then unlinks what it no longer names. A failure before the rename leaves the archive as it was and throws
  // Error(kUnwritable); failures after it are kept in unfinished().
  void publish(const Change& change);

  // The number of the last run that added versions of articles: of the manifest, or a greater one up to which a saved
  // search was asked or that raise_runs() was given.
  std::uint64_t runs() const { return runs_; }

  // At least this many runs have added versions of articles: the next publication writes it to the manifest.
  void raise_runs(std::uint64_t runs) { runs_ = std::max(runs_, runs); }

  // Names `segments`, which are in `unlisted`, in the manifest again, in the order of their numbers.
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
  std::uint64_t runs_ = 0;  // of the next manifest
  std::vector<std::string> moved_aside_;
  std::vector<std::string> retired_;  // no longer named, not yet removed
  std::optional<Error> unfinished_;
  std::uint32_t next_number_ = 1;
  std::uint64_t next_scratch_ = 0;
};

}  // namespace broadtape
