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

std::vector<std::string> words_as_written(const std::string& text) {
  Analyser analyser;
  std::vector<Token> tokens;
  analyser.analyse_query(text, tokens);
  std::vector<std::string> words;
  for (std::size_t i = 0; i < tokens.size(); ++i) words.push_back(surface_of(text, tokens, i));
  return words;
}

// Marks what `term`, which is one of the terms of tokens[i], covers.
void mark(const std::vector<Token>& tokens, std::size_t i, std::string_view term, int word,
          std::vector<MatchTerms::Mark>& marks) {
  const Token& token = tokens[i];
  if (term != token.term) {
    const auto [begin, end] = part_range(tokens, i);
    if (token.is_compound && i + 1 < tokens.size()) {
      marks[i] = {word, begin, tokens[i + 1].begin};
      marks[i + 1] = {word, tokens[i + 1].begin, end};
    } else {
      marks[i] = {word, begin, end};
    }
    return;
  }
  marks[i] = {word, token.begin, token.end};
  if (term_end(tokens, i) > token.end) marks[i + 1] = {word, tokens[i + 1].begin, tokens[i + 1].end};
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
  if (!term.empty()) shapes_.set(shape_of(term));
  if (rule.word == kNone) rule.word = word;
  rule.alone = rule.alone || alone;
  if (alone) rule.reach = std::max(rule.reach, reach);
}

void MatchTerms::add(const Node& node, const IndexReader& index) {
  if (!is_text(node.field)) return;
  const Reach reach = reach_of(node.field);
  if (node.kind == NodeKind::kWord || node.kind == NodeKind::kPhrase) {
    add_sequence(node, node.terms, kNone, index);
    const int word = rules_.find(node.terms.front())->second.word;
    for (const Variant& variant : node.variants) add_sequence(node, variant.terms, word, index);
  } else if (node.kind == NodeKind::kWildcard) {
    const int word = add_word(kWildcardWeight);
    for (const std::string& term : node.expansions) add_rule(term, word, true, reach);
  }
}

// The terms of a word or phrase, or of one of its variants, which counts as the word `first_word`.
void MatchTerms::add_sequence(const Node& node, const std::vector<std::string>& terms, int first_word,
                              const IndexReader& index) {
  const Reach reach = reach_of(node.field);
  const bool alone = terms.size() == 1 && !is_exact(node);
  for (const std::string& term : terms) {
    const auto known = rules_.find(term);
    const int word = known != rules_.end() ? known->second.word
                     : first_word != kNone ? first_word
                                           : add_word(inverse_document_frequency(index, term));
    add_rule(term, word, alone, reach);
  }
  if (alone) return;
  Phrase phrase{terms, reach};
  if (is_exact(node)) phrase.exact = words_as_written(node.text);
  phrases_.push_back(std::move(phrase));
}

std::size_t MatchTerms::shape_of(std::string_view term) {
  const auto byte = [](char c) { return static_cast<std::size_t>(static_cast<unsigned char>(c)); };
  return (byte(term.front()) * 31 + byte(term.back()) * 7 + term.size() * 101) % kShapes;
}

const MatchTerms::Rule* MatchTerms::rule_of(std::string_view term) const {
  if (term.empty() || !shapes_.test(shape_of(term))) return nullptr;
  const auto found = rules_.find(term);
  return found == rules_.end() ? nullptr : &found->second;
}

void MatchTerms::match_phrase(const Phrase& phrase, const std::vector<Token>& tokens, std::size_t reached,
                              std::vector<Mark>& marks, std::string_view text) const {
  const std::size_t length = phrase.terms.size();
  for (std::size_t i = 0; i + length <= reached; ++i) {
    std::size_t same = 0;
    while (same < length &&
           (tokens[i + same].term == phrase.terms[same] || tokens[i + same].part == phrase.terms[same]) &&
           (phrase.exact.empty() || surface_of(text, tokens, i + same) == phrase.exact[same]))
      ++same;
    if (same < length) continue;
    for (std::size_t k = 0; k < length; ++k)
      mark(tokens, i + k, phrase.terms[k], rules_.find(phrase.terms[k])->second.word, marks);
  }
}

void MatchTerms::match(const std::vector<Token>& tokens, Part part, std::vector<Mark>& marks,
                       std::string_view text) const {
  marks.assign(tokens.size(), {});
  if (rules_.empty()) return;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    for (const std::string_view term : {tokens[i].part, tokens[i].term}) {
      const Rule* const rule = rule_of(term);
      if (rule && rule->alone && i < reached(tokens, part, rule->reach)) mark(tokens, i, term, rule->word, marks);
    }
  }
  for (const Phrase& phrase : phrases_) {
    if (phrase.exact.empty() || !text.empty())
      match_phrase(phrase, tokens, reached(tokens, part, phrase.reach), marks, text);
  }
}

}  // namespace broadtape
