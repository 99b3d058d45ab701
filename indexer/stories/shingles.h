// Sequences of five words of a text, and what the index keeps of them.
//
// The words are the terms of the analyser, so that case, accents and endings make no difference. A sequence is a 64-bit
// hash: XXH3-64 of each word, in a polynomial modulo 2^64 over the last five.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace broadtape {

// Hashes of the sequences of a text, ascending, each once.
using Shingles = std::vector<std::uint64_t>;

inline constexpr std::uint32_t kShingleWords = 5;

class ShingleStream {
 public:
  // Takes the next word of the text. True if it completes a sequence, which last() then returns.
  bool add(std::string_view word);
  std::uint64_t last() const { return last_; }
  std::uint32_t words() const { return words_; }

 private:
  std::array<std::uint64_t, kShingleWords> window_{};
  std::uint64_t sum_ = 0;  // the polynomial over the window
  std::uint64_t last_ = 0;
  std::uint32_t words_ = 0;
};

// How much two texts have in common.
struct ShingleOverlap {
  std::size_t shared = 0;
  std::size_t least = 0;  // of the text that has fewer
  std::size_t all = 0;    // in either text

  double jaccard() const { return all > 0 ? static_cast<double>(shared) / static_cast<double>(all) : 0; }
  double contained() const { return least > 0 ? static_cast<double>(shared) / static_cast<double>(least) : 0; }
};

ShingleOverlap overlap_of(const Shingles& one, const Shingles& other);

// The least hash of the sequences of a text under each of a family of hash functions (MinHash; A. Broder, 1997): two
// texts agree in one of them with the probability that is their Jaccard similarity.
template <std::size_t kFunctions>
class MinHash {
 public:
  MinHash() { least_.fill(~std::uint64_t{0}); }

  // `shingle` is mixed well already, so a multiplication by an odd number is a new hash in its upper half.
  void add(std::uint64_t shingle) {
    std::uint64_t factor = kFirstFactor;
    for (std::uint64_t& least : least_) {
      const std::uint64_t hash = (shingle ^ (factor >> 7)) * factor;
      least = hash < least ? hash : least;
      factor += kFactorStep;
    }
  }

  const std::array<std::uint64_t, kFunctions>& least() const { return least_; }

 private:
  static constexpr std::uint64_t kFirstFactor = 0x9E3779B97F4A7C15u;
  static constexpr std::uint64_t kFactorStep = 0xC2B2AE3D27D4EB4Eu;  // even, so that factors stay odd

  std::array<std::uint64_t, kFunctions> least_;
};

}  // namespace broadtape
