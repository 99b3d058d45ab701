#include "indexer/write/merge_policy.h"

namespace broadtape {

std::size_t segments_to_merge(const std::vector<std::uint64_t>& documents) {
  std::size_t merged = 0;
  std::uint64_t sum = 0;
  for (std::size_t i = 0; i < documents.size(); ++i) {
    if (i > 0 && documents[i] < 2 * sum) merged = i + 1;
    sum += documents[i];
  }
  const std::size_t left = documents.size() - (merged > 0 ? merged - 1 : 0);
  if (left > kMaxSegments) merged = documents.size() - kMaxSegments + 1;
  return merged;
}

}  // namespace broadtape
