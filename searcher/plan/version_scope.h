// The versions to which a query is restricted beyond its text: by when they arrived, and by article.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace broadtape {

struct VersionScope {
  std::optional<std::uint64_t> after_run = {};  // only versions that arrived after that run, see kArrivalSlot
  std::optional<std::uint64_t> until_run = {};  // only versions that arrived in that run or before
  std::optional<std::int64_t> as_of_s = {};     // only versions that were current at this instant
  std::vector<std::string> ids = {};            // only versions of these articles; empty: of all
};

}  // namespace broadtape
