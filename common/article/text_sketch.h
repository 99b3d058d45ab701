// Estimates the similarity of two texts from sketches of 64 bytes.
//
// One-permutation MinHash (P. Li, A. Owen, C.-H. Zhang, 2012) of the word trigrams of a text, and of the bigrams of its
// first twenty words. Each n-gram is assigned to a bin, which keeps 16 bits of the smallest hash. The share of equal
// bins estimates the share of common n-grams. Ignores case, accents, punctuation and white space. In scripts without
// spaces each character, with the ones before it, counts as a word. Sketches are never stored, so a change of the hash
// needs no new format version.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace broadtape {

struct TextSketch {
  static constexpr std::size_t kBins = 32;
  std::array<std::uint16_t, kBins> bins{};  // 0: empty

  friend bool operator==(const TextSketch&, const TextSketch&) = default;
};

// Requires valid UTF-8. All bins are empty for a text without words.
TextSketch sketch_of(std::string_view text);

bool is_empty(const TextSketch& sketch);

struct Overlap {
  std::uint32_t shared = 0;  // equal bins
  std::uint32_t filled = 0;  // bins that are non-empty in at least one sketch

  // The estimated Jaccard similarity of the n-grams; 0 for two empty texts.
  double share() const { return filled > 0 ? static_cast<double>(shared) / filled : 0; }
};

Overlap overlap_of(const TextSketch& one, const TextSketch& other);

}  // namespace broadtape
