#include "searcher/search/match_terms.h"

#include <utility>

#include "searcher/search/ranking.h"

namespace broadtape {
namespace {

constexpr double kWildcardWeight = 3.0;  // about that of a word in a twentieth of the articles

bool is_text(Field field) {
  return field == Field::kText || field == Field::kTitle;
}

}  // namespace

MatchTerms::MatchTerms(const Node& tree, const Xapian::Database& database) {
  add(tree, database);
}

int MatchTerms::add_word(double weight) {
  weights_.push_back(weight);
  return static_cast<int>(weights_.size()) - 1;
}

void MatchTerms::add_rule(const std::string& term, int word, bool alone, bool title_only) {
  Rule& rule = rules_[term];
  if (rule.word == kNone) rule.word = word;
  rule.alone = rule.alone || alone;
  rule.title_only = rule.title_only && title_only;
}

void MatchTerms::add(const Node& node, const Xapian::Database& database) {
  if (node.kind == NodeKind::kNot) return;
  for (const Node& child : node.children) add(child, database);
  if (!is_text(node.field)) return;
  const bool title_only = node.field == Field::kTitle;
  if (node.kind == NodeKind::kWord || node.kind == NodeKind::kPhrase) {
    for (const std::string& term : node.terms) {
      const auto known = rules_.find(term);
      const int word =
          known == rules_.end() ? add_word(inverse_document_frequency(database, term)) : known->second.word;
      add_rule(term, word, node.kind == NodeKind::kWord, title_only);
    }
    if (node.kind == NodeKind::kPhrase) phrases_.push_back({node.terms, title_only});
  } else if (node.kind == NodeKind::kWildcard) {
    const int word = add_word(kWildcardWeight);
    for (const std::string& term : node.expansions) add_rule(term, word, true, title_only);
  }
}

void MatchTerms::match_phrase(const Phrase& phrase, const std::vector<Token>& tokens, std::vector<int>& words) const {
  const std::size_t length = phrase.terms.size();
  for (std::size_t i = 0; i + length <= tokens.size(); ++i) {
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
    if (part == Part::kTitle || !found->second.title_only) words[i] = found->second.word;
  }
  for (const Phrase& phrase : phrases_) {
    if (part == Part::kTitle || !phrase.title_only) match_phrase(phrase, tokens, words);
  }
}

}  // namespace broadtape
