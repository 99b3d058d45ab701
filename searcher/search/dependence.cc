#include "searcher/search/dependence.h"

#include <algorithm>

#include "searcher/search/ranking.h"

namespace broadtape {
namespace {

using Positions = std::vector<Xapian::termpos>;

constexpr std::string_view kBreak = "";  // stands between words that are no neighbours

// The words in the query's order.
void add_words(const Node& node, std::vector<std::string>& words) {
  if (node.kind == NodeKind::kNot || node.kind == NodeKind::kWildcard) {
    words.emplace_back(kBreak);
  } else if (node.field == Field::kText) {
    words.insert(words.end(), node.terms.begin(), node.terms.end());
    for (const Node& child : node.children) add_words(child, words);
  }
}

struct Nearness {
  bool adjacent = false;  // the second right after the first
  bool nearby = false;
};

Nearness nearness(const Positions& first, const Positions& second) {
  Nearness result;
  auto from = second.begin();
  for (const Xapian::termpos position : first) {
    while (from != second.end() && *from + kNearbyWords < position) ++from;
    for (auto at = from; at != second.end() && *at <= position + kNearbyWords; ++at) {
      result.nearby = true;
      if (*at == position + 1) return {true, true};
    }
  }
  return result;
}

}  // namespace

Dependence::Dependence(const Node& tree, const Xapian::Database& database) : database_(database) {
  if (tree.kind == NodeKind::kPhrase) return;  // every match has it, so it tells none apart
  std::vector<std::string> words;
  add_words(tree, words);
  if (words.size() > kMaxDependentWords) words.resize(kMaxDependentWords);
  const auto index_of = [this](const std::string& term) {
    const auto found = std::find(terms_.begin(), terms_.end(), term);
    if (found != terms_.end()) return static_cast<std::size_t>(found - terms_.begin());
    terms_.push_back(term);
    weights_.push_back(inverse_document_frequency(database_, term));
    return terms_.size() - 1;
  };
  for (std::size_t i = 0; i + 1 < words.size(); ++i) {
    if (words[i] == kBreak || words[i + 1] == kBreak || words[i] == words[i + 1]) continue;
    const std::size_t first = index_of(words[i]);
    pairs_.push_back({first, index_of(words[i + 1])});
  }
}

double Dependence::gain(Xapian::docid document) const {
  std::vector<Positions> positions(terms_.size());
  for (std::size_t i = 0; i < terms_.size(); ++i) {
    positions[i].assign(database_.positionlist_begin(document, terms_[i]),
                        database_.positionlist_end(document, terms_[i]));
  }
  double gain = 0;
  for (const Pair& pair : pairs_) {
    const Nearness found = nearness(positions[pair.first], positions[pair.second]);
    const double weight = weights_[pair.first] + weights_[pair.second];
    gain += weight * ((found.adjacent ? kAdjacentShare : 0) + (found.nearby ? kNearbyShare : 0));
  }
  return gain;
}

void Dependence::rerank(std::vector<RankedDocument>& documents) const {
  for (RankedDocument& ranked : documents) ranked.weight += gain(ranked.document);
  std::stable_sort(documents.begin(), documents.end(),
                   [](const RankedDocument& a, const RankedDocument& b) { return a.weight > b.weight; });
}

}  // namespace broadtape
