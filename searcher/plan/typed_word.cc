#include "searcher/plan/typed_word.h"

#include <string>
#include <vector>

#include "searcher/plan/positional_terms.h"
#include "searcher/query/field_values.h"
#include "searcher/query/parser.h"

namespace broadtape {
namespace {

// The last word if it reaches the end of the text; otherwise null.
Node* last_word(Node& tree, std::size_t text_bytes) {
  Node* last = &tree;
  while (!last->children.empty()) last = &last->children.back();
  const bool is_word = last->kind == NodeKind::kWord && holds_words(last->field) && last->reading == Reading::kUsual;
  return is_word && last->begin + last->text.size() == text_bytes ? last : nullptr;
}

bool has_more_than(std::size_t most, const Node& word, const std::string& beginning, const IndexReader& index) {
  std::size_t words = 0;
  index.each_term(make_term(indexed_field(word.field), beginning), [&](const IndexedTerm&) { return ++words <= most; });
  return words > most;
}

}  // namespace

void take_as_beginning(Node& tree, std::size_t text_bytes, const IndexReader& index, Analyser& analyser,
                       std::size_t most_words) {
  Node* const word = last_word(tree, text_bytes);
  if (!word) return;
  std::vector<Token> tokens;
  analyser.analyse_unstemmed(word->text, tokens);
  if (tokens.size() != 1) return;
  const std::string beginning(tokens[0].term);
  if (beginning.size() >= kMinWildcardLetters && !has_more_than(most_words, *word, beginning, index)) {
    word->kind = NodeKind::kWildcard;
    word->terms = {beginning};
  } else if (tree.kind == NodeKind::kAnd && word == &tree.children.back()) {
    tree.children.pop_back();
    if (tree.children.size() == 1) {
      Node only = std::move(tree.children.front());
      tree = std::move(only);
    }
  }
}

}  // namespace broadtape
