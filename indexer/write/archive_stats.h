// What an archive holds, counted exactly.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "common/archive/archive.h"

namespace broadtape {

struct ArchiveStats {
  std::uint64_t articles = 0;    // current versions
  std::uint64_t versions = 0;    // superseded ones included
  std::uint64_t undated = 0;     // of the current versions
  std::uint64_t text_bytes = 0;  // of titles and bodies of all versions
  std::uint64_t archive_bytes = 0;
  std::uint64_t segments = 0;
  std::uint64_t remote_shards = 0;
  std::uint32_t dictionary_bytes = 0;
  std::optional<Instant> oldest, newest;
  std::vector<std::pair<std::string, std::uint64_t>> sources;  // of all versions, most first
};

// Reads one value per document; throws as Archive::open() does.
ArchiveStats archive_stats(const std::string& archive);

}  // namespace broadtape
