// The archive's manifest: its file XAPIANDB, a Xapian stub database file that names the live segments, newest first.
// docs/archive-format.md has an example.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace broadtape {

inline constexpr const char* kManifestName = "XAPIANDB";
inline constexpr const char* kSegmentsFolder = "segments";
inline constexpr const char* kIncomingFolder = "incoming";
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

// Throws Error(kNoArchive) when `archive` has no manifest, Error(kCorrupt) for a line that is none of ours.
Manifest read_manifest(const std::string& archive);

std::string format_manifest(const Manifest& manifest);

// "segments/000042" for 42, and back; 0 when `segment` is no such name.
std::string segment_name(std::uint32_t number);
std::uint32_t segment_number(const std::string& segment);

}  // namespace broadtape
