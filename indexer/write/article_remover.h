// Removes articles from an archive, every version of them.
#pragma once

#include <cstdint>
#include <set>
#include <string>

#include "indexer/write/segment_store.h"

namespace broadtape {

struct Removal {
  std::uint64_t documents = 0;      // versions removed
  std::set<std::string> not_found;  // ids that no local segment has
};

// All or nothing, published by one rename. Throws Error(kUnwritable), Error(kCorrupt).
Removal remove_articles(SegmentStore& store, const std::set<std::string>& ids);

}  // namespace broadtape
