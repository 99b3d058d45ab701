// What an archive knows of an address that is asked again and again, or of a watched folder: a file in its folder
// `watch`, which docs/archive-format.md describes.
//
// A state is written after what was read is in the archive. A lost or damaged file therefore costs one request without
// conditions, and nothing is lost or added twice.
#pragma once

#include <cstdint>
#include <string>

namespace broadtape {

inline constexpr const char* kWatchFolder = "watch";

struct SourceState {
  std::string source;           // the address or folder as the user named it
  std::string moved_to;         // asked instead of it, since a permanent redirect
  std::string etag;             // of the last response that was read
  std::string last_modified;    // likewise
  std::string digest;           // of its body
  std::int64_t asked_s = 0;     // the last request
  std::int64_t answered_s = 0;  // the last one that was answered with articles, or with no change
  std::int64_t next_s = 0;      // `watch` does not ask before
  std::int64_t retry_s = 0;     // neither does `fetch`: the server asked for it
  std::uint64_t failures = 0;   // in a row
  std::string failure;          // the last one; empty if there is none
  std::string modified;         // of a listed sitemap: what the index said of the one that was read last
  bool gone = false;            // answered 410: not asked any more
  std::int64_t files_s = 0;     // of a folder: all files that last changed before are read

  friend bool operator==(const SourceState&, const SourceState&) = default;
};

// The state of a new source if there is no file, or only a damaged one.
SourceState read_source_state(const std::string& archive, const std::string& source);

// Durable. Throws Error(kUnwritable).
void write_source_state(const std::string& archive, const SourceState& state);

}  // namespace broadtape
