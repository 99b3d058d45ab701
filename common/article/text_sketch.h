// How much two texts have in common, from a sketch of 64 bytes of each.
//
// One-permutation MinHash (P. Li, A. Owen, C.-H. Zhang, 2012) over the sequences of three words of a text, and of two
// words among its first twenty: each sequence falls into one of the bins, which keeps 16 bits of the least hash in it.
// The share of equal bins estimates the share of sequences that both texts have. Case, accents, punctuation and white
// space do not count. A character of a script without spaces counts as a word, together with those before it. Sketches
// are compared with those of earlier runs, but never stored: a change of the hash needs no new version.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace broadtape {

struct TextSketch {
  static constexpr std::size_t kBins = 32;
  std::array<std::uint16_t, kBins> bins{};  // 0: no sequence fell into it

  friend bool operator==(const TextSketch&, const TextSketch&) = default;
};

// All bins are empty when `text`, valid UTF-8, has no word.
TextSketch sketch_of(std::string_view text);

bool is_empty(const TextSketch& sketch);

struct Overlap {
  std::uint32_t shared = 0;  // bins that are equal
  std::uint32_t filled = 0;  // bins that at least one of the two fills

  // The estimated share of word sequences that both have of those that either has; 0 for two empty texts.
  double share() const { return filled > 0 ? static_cast<double>(shared) / filled : 0; }
};

Overlap overlap_of(const TextSketch& one, const TextSketch& other);

}  // namespace broadtape
