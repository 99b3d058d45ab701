// The archive's manifest: its file XAPIANDB, a Xapian stub database file that names the live segments, newest first.
//
// Its first line is a comment to Xapian and a check to us: how many shards follow, and the XXH3-64 of their lines.
// docs/archive-format.md has an example.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace broadtape {

inline constexpr const char* kManifestName = "XAPIANDB";
inline constexpr const char* kSegmentsFolder = "segments";
inline constexpr const char* kIncomingFolder = "incoming";
inline constexpr const char* kUnlistedFolder = "unlisted";     // segments moved aside because no manifest names them
inline constexpr const char* kPublicationName = "publishing";  // what a run is about to publish
inline constexpr const char* kLockName = "lock";

// One line of the manifest.
struct Shard {
  std::string segment;      // "segments/000042", relative to the archive; empty for a remote shard
  std::string remote_host;  // served there by xapian-tcpsrv
  unsigned remote_port = 0;

  friend bool operator==(const Shard&, const Shard&) = default;
};

struct Manifest {
  std::vector<Shard> shards;

  friend bool operator==(const Manifest&, const Manifest&) = default;
};

// The manifest of `archive`; without shards where a first run was killed before it wrote one. A manifest without a
// check line, as earlier releases and people write it, is taken as it is, unless it names nothing and there are
// segments.
// Throws Error(kNoArchive) when there is no archive, Error(kCorrupt) for a line that is not understood or a manifest
// that its check line contradicts, Error(kUnwritable) when the file cannot be read.
Manifest read_manifest(const std::string& archive);

// With the check line.
std::string format_manifest(const Manifest& manifest);

// "segments/000042" for 42, and back; 0 when `segment` is no such name.
std::string segment_name(std::uint32_t number);
std::uint32_t segment_number(const std::string& segment);

// "unlisted/000042" for "segments/000042".
std::string unlisted_name(const std::string& segment);

// The segments that are in `folder` of the archive, kSegmentsFolder or kUnlistedFolder, ascending: "segments/000042"
// for "unlisted/000042" too. Throws Error(kUnwritable) when the folder is there but cannot be read.
std::vector<std::string> segments_in(const std::string& archive, const std::string& folder);

}  // namespace broadtape
