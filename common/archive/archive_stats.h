// Exact statistics of an archive.
#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "common/archive/archive.h"

namespace broadtape {

struct ArchiveStats {
  std::uint64_t articles = 0;    // current versions
  std::uint64_t versions = 0;    // including superseded ones
  std::uint64_t undated = 0;     // of the current versions
  std::uint64_t stories = 0;     // that have at least two articles
  std::uint64_t in_stories = 0;  // their articles
  std::uint64_t copies = 0;      // articles whose text is near-identical to an earlier one of their story
  std::uint64_t text_bytes = 0;  // of titles and bodies of all versions
  std::uint64_t archive_bytes = 0;
  std::uint64_t segments = 0;
  std::uint64_t remote_shards = 0;
  std::uint32_t dictionary_bytes = 0;
  std::optional<Instant> oldest, newest;
  std::vector<std::pair<std::string, std::uint64_t>> sources;  // of all versions, by descending count
};

// Reads one value per document. Throws as with_read_errors().
ArchiveStats archive_stats(const Archive& archive);

// As `tape-index stats --format json` prints it.
nlohmann::ordered_json json_of(const ArchiveStats& stats);

// The total size of all files in `folder`, recursively. Ignores files that disappear meanwhile. Throws
// Error(kUnwritable) with the system's reason if a file cannot be measured.
std::uintmax_t tree_bytes(const std::string& folder);

}  // namespace broadtape
