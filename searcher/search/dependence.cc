#include "searcher/search/dependence.h"

#include <algorithm>
#include <functional>
#include <limits>
#include <numeric>
#include <utility>

namespace broadtape {
namespace {

constexpr std::string_view kBreak = "";  // separates words that are not adjacent in the query

struct QueryWord {
  std::string term;
  std::uint32_t distance = 1;  // from the previous one, with left-out words between them
};

// The words in query order.
std::vector<QueryWord> words_in_order(const Node& tree) {
  std::vector<QueryWord> words;
  walk(tree, [&](const Node& node) {
    const bool breaks = node.kind == NodeKind::kNot || node.kind == NodeKind::kWildcard;
    if (breaks) words.push_back({std::string(kBreak)});
    if (breaks || node.field != Field::kText) return false;
    std::uint32_t distance = 1 + node.left_out_before;
    for (const std::string& term : node.terms) words.push_back({term, std::exchange(distance, 1)});
    return true;
  });
  return words;
}

struct Proximity {
  bool adjacent = false;  // the second word directly follows the first, or in the query's distance
  bool nearby = false;
};

Proximity proximity(const std::vector<std::uint32_t>& first, const std::vector<std::uint32_t>& second,
                    std::uint32_t distance) {
  const std::uint32_t reach = std::max(kNearbyWords, distance);
  Proximity result;
  auto from = second.begin();
  for (const std::uint32_t position : first) {
    while (from != second.end() && *from + kNearbyWords < position) ++from;
    for (auto at = from; at != second.end() && *at <= position + reach; ++at) {
      result.nearby = true;
      if (*at == position + 1 || *at == position + distance) return {true, true};
    }
  }
  return result;
}

// The highest weights so far, at most `wanted`.
class Best {
 public:
  explicit Best(std::size_t wanted) : wanted_(wanted) {}

  // The weight that a document must exceed to be among them; 0 until there are `wanted`.
  double threshold() const { return heap_.size() < wanted_ ? 0 : heap_.front(); }

  void add(double weight) {
    if (heap_.size() == wanted_) {
      if (weight <= heap_.front()) return;
      std::pop_heap(heap_.begin(), heap_.end(), std::greater<>());
      heap_.pop_back();
    }
    heap_.push_back(weight);
    std::push_heap(heap_.begin(), heap_.end(), std::greater<>());
  }

 private:
  std::size_t wanted_;
  std::vector<double> heap_;  // min-heap
};

}  // namespace

Dependence::Dependence(const Node& tree, const Archive& archive) : words_(archive.words()) {
  const IndexReader index = archive.index();
  if (tree.kind == NodeKind::kPhrase) return;  // every match contains it, so it cannot change the order
  std::vector<QueryWord> words = words_in_order(tree);
  if (words.size() > kMaxDependentWords) words.resize(kMaxDependentWords);
  for (std::size_t i = 0; i + 1 < words.size(); ++i) {
    if (words[i].term == kBreak || words[i + 1].term == kBreak || words[i].term == words[i + 1].term) continue;
    const std::size_t first = index_of(words[i].term, index);
    const std::size_t second = index_of(words[i + 1].term, index);
    pairs_.push_back({first, second, words[i + 1].distance, terms_[first].weight + terms_[second].weight});
  }
  if (terms_.size() >= kLongQueryWords) {
    for (Pair& pair : pairs_) pair.weight *= kLongQueryFactor;
  }
}

std::size_t Dependence::index_of(const std::string& term, const IndexReader& index) {
  const auto found = std::find_if(terms_.begin(), terms_.end(), [&](const Term& known) { return known.name == term; });
  if (found != terms_.end()) return static_cast<std::size_t>(found - terms_.begin());
  terms_.push_back({term, inverse_document_frequency(index, term), words_.look_for(Field::kText, term)});
  return terms_.size() - 1;
}

// An upper bound on the gain: all pairs whose words may both be present, and all words early that may be.
double Dependence::possible_gain(const std::vector<Occurrences>& words) const {
  double pairs = 0, early = 0;
  for (const Pair& pair : pairs_) {
    if (!words[pair.first].absent && !words[pair.second].absent) pairs += pair.weight;
  }
  for (std::size_t i = 0; i < terms_.size(); ++i) {
    if (!words[i].absent) early += terms_[i].weight;
  }
  return pairs * (kAdjacentShare + kNearbyShare) + early * kEarlyShare;
}

// False if the document cannot gain `needed`.
bool Dependence::read(DocumentNumber document, double needed, std::vector<Occurrences>& words) const {
  for (Occurrences& word : words) word.absent = false;
  if (possible_gain(words) < needed) return false;
  words_.move_to(document);
  for (std::size_t i = 0; i < terms_.size(); ++i) {
    words[i].positions = words_.positions(terms_[i].question);
    words[i].absent = words[i].positions.empty();
  }
  return possible_gain(words) >= needed;
}

std::vector<Dependence::PairGain> Dependence::gains(DocumentNumber document) const {
  std::vector<Occurrences> words(terms_.size());
  read(document, -std::numeric_limits<double>::infinity(), words);
  std::vector<PairGain> result;
  for (const Pair& pair : pairs_) {
    const Proximity found = proximity(words[pair.first].positions, words[pair.second].positions, pair.distance);
    const double share = (found.adjacent ? kAdjacentShare : 0) + (found.nearby ? kNearbyShare : 0);
    result.push_back(
        {terms_[pair.first].name, terms_[pair.second].name, found.adjacent, found.nearby, pair.weight * share});
  }
  return result;
}

Dependence::Gain Dependence::gain(const std::vector<Occurrences>& words) const {
  Gain gain;
  for (const Pair& pair : pairs_) {
    const Proximity found = proximity(words[pair.first].positions, words[pair.second].positions, pair.distance);
    gain.pairs += pair.weight * ((found.adjacent ? kAdjacentShare : 0) + (found.nearby ? kNearbyShare : 0));
  }
  for (std::size_t i = 0; i < terms_.size(); ++i) {
    const std::vector<std::uint32_t>& positions = words[i].positions;
    if (!positions.empty() && positions.front() <= kEarlyWords) gain.early += terms_[i].weight * kEarlyShare;
  }
  return gain;
}

Dependence::Gain Dependence::gain(DocumentNumber document) const {
  std::vector<Occurrences> words(terms_.size());
  read(document, 0, words);
  return gain(words);
}

void Dependence::add(const Gain& gain, Score& score) {
  score.dependence = gain.pairs;
  score.early = gain.early;
}

void Dependence::score(std::vector<RankedDocument>& documents, std::size_t window, std::size_t wanted) const {
  Best best(wanted);
  std::vector<Occurrences> words(terms_.size());
  for (std::size_t i = 0; i < window; ++i) {
    RankedDocument& ranked = documents[i];
    if (read(ranked.document, best.threshold() - ranked.score.bm25, words)) add(gain(words), ranked.score);
    best.add(ranked.score.relevance());
  }
}

}  // namespace broadtape
