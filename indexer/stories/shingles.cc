#include "indexer/stories/shingles.h"

#include <xxhash.h>

#include <algorithm>

namespace broadtape {
namespace {

constexpr std::uint64_t kBase = 0x9FB21C651E98DF25u;

constexpr std::uint64_t power(std::uint64_t base, std::uint32_t exponent) {
  return exponent == 0 ? 1 : base * power(base, exponent - 1);
}

constexpr std::uint64_t mixed(std::uint64_t h) {  // the finaliser of MurmurHash3
  h = (h ^ (h >> 33)) * 0xFF51AFD7ED558CCDu;
  h = (h ^ (h >> 33)) * 0xC4CEB9FE1A85EC53u;
  return h ^ (h >> 33);
}

}  // namespace

bool ShingleStream::add(std::string_view word) {
  constexpr std::uint64_t kOldest = power(kBase, kShingleWords);
  const std::uint64_t hash = XXH3_64bits(word.data(), word.size());
  std::uint64_t& slot = window_[words_ % kShingleWords];
  sum_ = sum_ * kBase + hash - slot * kOldest;  // a slot that is not filled yet is 0
  slot = hash;
  if (++words_ < kShingleWords) return false;
  last_ = mixed(sum_);
  return true;
}

ShingleOverlap overlap_of(const Shingles& one, const Shingles& other) {
  ShingleOverlap overlap;
  auto a = one.begin(), b = other.begin();
  while (a != one.end() && b != other.end()) {
    if (*a < *b) {
      ++a;
    } else if (*b < *a) {
      ++b;
    } else {
      ++overlap.shared;
      ++a;
      ++b;
    }
  }
  overlap.least = std::min(one.size(), other.size());
  overlap.all = one.size() + other.size() - overlap.shared;
  return overlap;
}

}  // namespace broadtape
