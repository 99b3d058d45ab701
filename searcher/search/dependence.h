// The ranking's second stage: sequential dependence (Metzler and Croft, SIGIR 2005) among the best that BM25 found.
// Words of the query that stand beside each other in it are likely to belong together; articles where they do gain.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "common/archive/index_reader.h"
#include "searcher/query/tree.h"
#include "searcher/search/ranking.h"

namespace broadtape {

inline constexpr std::size_t kDependenceWindow =
    25;  // articles ranked anew; 50 and 100 rank no better (docs/ranking.md)
inline constexpr std::size_t kMinDependenceWindow = 15;
// Shares of the two words' inverse document frequencies.
inline constexpr double kAdjacentShare = 0.2;  // when one follows the other
inline constexpr double kNearbyShare = 0.1;    // when they are within kNearbyWords, whatever the order
inline constexpr std::uint32_t kNearbyWords = 8;
inline constexpr std::size_t kMaxDependentWords = 32;  // further words of a query are passed over

class Dependence {
 public:
  // The neighbouring words of `tree`: those of its text, not those of fields, wildcards and exclusions.
  Dependence(const Node& tree, const IndexReader& index);

  bool empty() const { return pairs_.empty(); }

  // Sets what the first `window` documents gain. `documents` come in the order of their relevance; those that could not
  // come among the `wanted` best are left as they are.
  void score(std::vector<RankedDocument>& documents, std::size_t window, std::size_t wanted) const;

  // What each pair of words gives one document, in the query's order.
  struct PairGain {
    std::string first, second;  // terms
    bool adjacent = false;
    bool nearby = false;
    double gain = 0;
  };
  std::vector<PairGain> gains(DocumentNumber document) const;

  // What the document gains.
  double gain(DocumentNumber document) const;

 private:
  struct Term {
    std::string name;
    double weight = 0;
  };
  struct Pair {
    std::size_t first = 0;  // indices of terms_
    std::size_t second = 0;
    double weight = 0;
  };
  // The positions of a word in the document at hand, as far as they have been read; beside terms_.
  struct Occurrences {
    std::vector<std::uint32_t> positions;
    bool absent = false;
  };

  std::size_t index_of(const std::string& term);
  double possible_gain(const std::vector<Occurrences>& words) const;
  bool read(DocumentNumber document, double needed, std::vector<Occurrences>& words) const;
  double gain(const std::vector<Occurrences>& words) const;

  IndexReader index_;
  std::vector<Term> terms_;
  std::vector<std::size_t> rarest_first_;  // indices of terms_
  std::vector<Pair> pairs_;
};

}  // namespace broadtape
