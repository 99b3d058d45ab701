// The manifest of an archive: the file XAPIANDB, a Xapian stub database that lists the live segments, newest first.
// The first line is a comment for Xapian and the check line for Broadtape: the number of shards and the XXH3-64 of the
// lines below. docs/archive-format.md has an example.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace broadtape {

inline constexpr const char* kManifestName = "XAPIANDB";
inline constexpr const char* kSegmentsFolder = "segments";
inline constexpr const char* kIncomingFolder = "incoming";
inline constexpr const char* kUnlistedFolder =
    "unlisted";  // segments moved aside because the manifest does not list them
inline constexpr const char* kDamagedFolder = "damaged";       // segments of which reindex left documents out
inline constexpr const char* kPublicationName = "publishing";  // the publication record of a run
inline constexpr const char* kLockName = "lock";

// One line of the manifest.
struct Shard {
  std::string segment;      // "segments/000042", relative to the archive; empty for a remote shard
  std::string remote_host;  // where xapian-tcpsrv serves it
  unsigned remote_port = 0;

  friend bool operator==(const Shard&, const Shard&) = default;
};

struct Manifest {
  std::vector<Shard> shards;
  std::uint64_t runs = 0;  // the number of the last run that added versions of articles; see kArrivalSlot

  friend bool operator==(const Manifest&, const Manifest&) = default;
};

// The manifest of `archive`; without shards if the first run was killed before it wrote one. Accepts a manifest without
// a check line, as earlier releases and people write it, unless it is empty and segments exist. Throws
// Error(kNoArchive) if there is no archive, Error(kCorrupt) for an invalid line or a check line that does not match,
// Error(kUnwritable) if the file cannot be read.
Manifest read_manifest(const std::string& archive);

// Includes the check line.
std::string format_manifest(const Manifest& manifest);

// "segments/000042" for 42, and the inverse; 0 if `segment` is not such a name.
std::string segment_name(std::uint32_t number);
std::uint32_t segment_number(const std::string& segment);

// "unlisted/000042" for "segments/000042".
std::string unlisted_name(const std::string& segment);

// "damaged/000042" for "segments/000042".
std::string damaged_name(const std::string& segment);

// The segments in `folder` of the archive, kSegmentsFolder or kUnlistedFolder, in ascending order; "unlisted/000042" is
// returned as "segments/000042". Throws Error(kUnwritable) if the folder exists but cannot be read.
std::vector<std::string> segments_in(const std::string& archive, const std::string& folder);

}  // namespace broadtape
