// The ranking's second stage: sequential dependence (Metzler and Croft, SIGIR 2005) among the best that BM25 found.
// Words of the query that stand beside each other in it are likely to belong together; articles where they do gain.
#pragma once

#include <xapian.h>

#include <string>
#include <vector>

#include "searcher/query/tree.h"

namespace broadtape {

inline constexpr std::size_t kDependenceWindow =
    25;  // articles ranked anew; 50 and 100 rank no better (docs/ranking.md)
inline constexpr std::size_t kMinDependenceWindow = 15;
// Shares of the two words' inverse document frequencies.
inline constexpr double kAdjacentShare = 0.2;  // when one follows the other
inline constexpr double kNearbyShare = 0.1;    // when they are within kNearbyWords, whatever the order
inline constexpr Xapian::termpos kNearbyWords = 8;
inline constexpr std::size_t kMaxDependentWords = 32;  // further words of a query are passed over

struct RankedDocument {
  Xapian::docid document = 0;
  double weight = 0;
};

class Dependence {
 public:
  // The neighbouring words of `tree`: those of its text, not those of fields, wildcards and exclusions.
  Dependence(const Node& tree, const Xapian::Database& database);

  bool empty() const { return pairs_.empty(); }

  // Adds what the first `window` documents gain and sorts them by weight; equals keep their order. `documents` come in
  // the order of their weights; those that could not come among the `wanted` best are left with the weight they have.
  void rerank(std::vector<RankedDocument>& documents, std::size_t window, std::size_t wanted) const;

  // What each pair of words gives one document, in the query's order.
  struct PairGain {
    std::string first, second;  // terms
    bool adjacent = false;
    bool nearby = false;
    double gain = 0;
  };
  std::vector<PairGain> gains(Xapian::docid document) const;

  // What the document gains.
  double gain(Xapian::docid document) const;

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
  // Where a word stands in the document at hand, as far as that has been read; beside terms_.
  struct Places {
    std::vector<Xapian::termpos> positions;
    bool absent = false;
  };

  std::size_t index_of(const std::string& term);
  double possible_gain(const std::vector<Places>& places) const;
  bool read(Xapian::docid document, double needed, std::vector<Places>& places) const;
  double gain(const std::vector<Places>& places) const;

  const Xapian::Database& database_;
  std::vector<Term> terms_;
  std::vector<std::size_t> rarest_first_;  // indices of terms_
  std::vector<Pair> pairs_;
};

}  // namespace broadtape
