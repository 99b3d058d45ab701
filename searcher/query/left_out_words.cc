#include "searcher/query/left_out_words.h"

#include <algorithm>
#include <utility>

#include "common/text/ascii.h"
#include "common/text/function_words.h"
#include "searcher/query/characters.h"

namespace broadtape {
namespace {

class WordRemover {
 public:
  explicit WordRemover(const std::string& query)
      : query_has_lower_case_(has_lower_case(query)), first_word_(query.find_first_not_of(" \t\n\"'(")) {}

  void visit(Node& node) {
    for (Node& child : node.children) {
      if (child.kind == NodeKind::kAnd || child.kind == NodeKind::kOr) visit(child);
    }
    if (node.kind == NodeKind::kAnd) thin_out(node);
  }

  std::vector<std::string> take_words() { return std::move(words_); }

 private:
  // `IT` and, inside a query, `A`: not the first word of a sentence, nor `I`.
  bool is_written_as_symbol(const Node& word) const {
    const std::string& text = word.text;
    const bool capitals =
        query_has_lower_case_ && std::any_of(text.begin(), text.end(), is_ascii_upper) && !has_lower_case(text);
    if (!capitals || text.size() > 1) return capitals;
    return text != "I" && first_word_ != word.begin;
  }

  bool can_go(const Node& node) const {
    return node.is_plain && word_class(node.text) == WordClass::kLeftOut && !is_written_as_symbol(node);
  }

  static bool is_part(const Node& node) { return node.kind != NodeKind::kNot && !is_filter(node); }

  // Whether a query can be about `node`.
  bool is_subject(const Node& node) const {
    const bool negates = node.is_plain && word_class(node.text) == WordClass::kNegation;
    return is_part(node) && !can_go(node) && !negates;
  }

  void thin_out(Node& node) {
    const auto& children = node.children;
    const auto words = std::count_if(children.begin(), children.end(), is_part);
    const bool has_subject =
        std::any_of(children.begin(), children.end(), [&](const Node& child) { return is_subject(child); });
    if (words < static_cast<std::ptrdiff_t>(kLeastWordsToLeaveOut) || !has_subject) return;
    std::vector<Node> kept;
    std::uint32_t left_out = 0;
    for (Node& child : node.children) {
      if (can_go(child)) {
        words_.push_back(child.text);
        ++left_out;
      } else {
        child.left_out_before = std::exchange(left_out, 0);
        kept.push_back(std::move(child));
      }
    }
    if (kept.size() == 1) {
      Node only = std::move(kept.front());
      node = std::move(only);
    } else {
      node.children = std::move(kept);
    }
  }

  // Of the whole query, computed once: it may have very many words.
  bool query_has_lower_case_;
  std::size_t first_word_;
  std::vector<std::string> words_;
};

}  // namespace

std::vector<std::string> leave_out_function_words(Node& tree, const std::string& text) {
  WordRemover remover(text);
  remover.visit(tree);
  return remover.take_words();
}

}  // namespace broadtape
