// The second ranking stage: sequential dependence (Metzler and Croft, SIGIR 2005) over the best BM25 results. Articles
// in which adjacent words of the query are adjacent or close to each other gain score, and so do articles that have
// words of the query early.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "common/archive/archive.h"
#include "common/archive/word_positions.h"
#include "searcher/query/tree.h"
#include "searcher/search/ranking.h"

namespace broadtape {

inline constexpr std::size_t kDependenceWindow = 50;  // documents rescored; 100 rank no better (docs/ranking.md)
inline constexpr std::size_t kMinDependenceWindow = 15;
// As fractions of the sum of the two words' inverse document frequencies.
inline constexpr double kAdjacentShare = 0.2;  // one directly follows the other, in query order
inline constexpr double kNearbyShare = 0.1;    // within kNearbyWords, in any order
// Pairs say more in a long query, where single words say less: both shares are multiplied in queries of this many
// words.
inline constexpr std::size_t kLongQueryWords = 4;
inline constexpr double kLongQueryFactor = 3;
// For each word of the query, as a fraction of its inverse document frequency.
inline constexpr double kEarlyShare = 0.3;        // it occurs within the first kEarlyWords positions
inline constexpr std::uint32_t kEarlyWords = 80;  // the title, the gap after it and about the lead
inline constexpr std::uint32_t kNearbyWords = 8;
inline constexpr std::size_t kMaxDependentWords = 32;  // further words of a query are ignored

class Dependence {
 public:
  // The pairs of adjacent words in the text of `tree`, without fields, wildcards and exclusions. Words with left-out
  // ones between them are also adjacent in an article with as many words between them: `bank of america`.
  Dependence(const Node& tree, const Archive& archive);

  bool empty() const { return pairs_.empty(); }

  struct Gain {
    double pairs = 0;
    double early = 0;
  };

  // Sets the dependence and early score of the first `window` documents. `documents` are sorted by relevance; documents
  // that cannot reach the best `wanted` are not scored.
  void score(std::vector<RankedDocument>& documents, std::size_t window, std::size_t wanted) const;

  // The score that each pair of words adds to one document, in query order.
  struct PairGain {
    std::string first, second;  // terms
    bool adjacent = false;
    bool nearby = false;
    double gain = 0;
  };
  std::vector<PairGain> gains(DocumentNumber document) const;

  // The total score that all pairs and early words add.
  Gain gain(DocumentNumber document) const;
  static void add(const Gain& gain, Score& score);

 private:
  struct Term {
    std::string name;
    double weight = 0;
    std::size_t question = 0;  // for words_
  };
  struct Pair {
    std::size_t first = 0;  // indices of terms_
    std::size_t second = 0;
    std::uint32_t distance = 1;  // in the query
    double weight = 0;
  };
  // The positions of a word in the current document, read on demand; parallel to terms_.
  struct Occurrences {
    std::vector<std::uint32_t> positions;
    bool absent = false;
  };

  std::size_t index_of(const std::string& term, const IndexReader& index);
  double possible_gain(const std::vector<Occurrences>& words) const;
  bool read(DocumentNumber document, double needed, std::vector<Occurrences>& words) const;
  Gain gain(const std::vector<Occurrences>& words) const;

  mutable WordPositions words_;
  std::vector<Term> terms_;
  std::vector<Pair> pairs_;
};

}  // namespace broadtape
