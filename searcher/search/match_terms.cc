#include "searcher/search/match_terms.h"

#include <algorithm>
#include <utility>

#include "searcher/search/ranking.h"

namespace broadtape {
namespace {

constexpr double kWildcardWeight = 3.0;  // about the weight of a word in a twentieth of the articles

bool is_text(Field field) {
  return field == Field::kText || field == Field::kTitle || field == Field::kLead;
}

}  // namespace

MatchTerms::Reach MatchTerms::reach_of(Field field) {
  return field == Field::kTitle ? Reach::kTitle : field == Field::kLead ? Reach::kLead : Reach::kAll;
}

// How many of `tokens`, from the start, a word with this reach may match.
std::size_t MatchTerms::reached(const std::vector<Token>& tokens, Part part, Reach reach) {
  if (part == Part::kTitle || reach == Reach::kAll) return tokens.size();
  return reach == Reach::kTitle ? 0 : std::min<std::size_t>(tokens.size(), kLeadBodyWords);
}

MatchTerms::MatchTerms(const Node& tree, const IndexReader& index) {
  walk(tree, [&](const Node& node) {
    if (node.kind == NodeKind::kNot) return false;
    add(node, index);
    return true;
  });
}

int MatchTerms::add_word(double weight) {
  weights_.push_back(weight);
  return static_cast<int>(weights_.size()) - 1;
}

void MatchTerms::add_rule(const std::string& term, int word, bool alone, Reach reach) {
  Rule& rule = rules_[term];
  if (rule.word == kNone) rule.word = word;
  rule.alone = rule.alone || alone;
  if (alone) rule.reach = std::max(rule.reach, reach);
}

void MatchTerms::add(const Node& node, const IndexReader& index) {
  if (!is_text(node.field)) return;
  const Reach reach = reach_of(node.field);
  if (node.kind == NodeKind::kWord || node.kind == NodeKind::kPhrase) {
    for (const std::string& term : node.terms) {
      const auto known = rules_.find(term);
      const int word = known == rules_.end() ? add_word(inverse_document_frequency(index, term)) : known->second.word;
      add_rule(term, word, node.kind == NodeKind::kWord, reach);
    }
    if (node.kind == NodeKind::kPhrase) phrases_.push_back({node.terms, reach});
  } else if (node.kind == NodeKind::kWildcard) {
    const int word = add_word(kWildcardWeight);
    for (const std::string& term : node.expansions) add_rule(term, word, true, reach);
  }
}

void MatchTerms::match_phrase(const Phrase& phrase, const std::vector<Token>& tokens, std::size_t reached,
                              std::vector<int>& words) const {
  const std::size_t length = phrase.terms.size();
  for (std::size_t i = 0; i + length <= reached; ++i) {
    std::size_t same = 0;
    while (same < length && tokens[i + same].term == phrase.terms[same]) ++same;
    if (same < length) continue;
    for (std::size_t k = 0; k < length; ++k) words[i + k] = rules_.find(phrase.terms[k])->second.word;
  }
}

void MatchTerms::match(const std::vector<Token>& tokens, Part part, std::vector<int>& words) const {
  words.assign(tokens.size(), kNone);
  if (rules_.empty()) return;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const auto found = rules_.find(tokens[i].term);
    if (found == rules_.end() || !found->second.alone) continue;
    if (i < reached(tokens, part, found->second.reach)) words[i] = found->second.word;
  }
  for (const Phrase& phrase : phrases_) {
    match_phrase(phrase, tokens, reached(tokens, part, phrase.reach), words);
  }
}

}  // namespace broadtape
