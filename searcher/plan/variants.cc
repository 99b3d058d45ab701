#include "searcher/plan/variants.h"

#include <algorithm>
#include <iterator>
#include <string_view>
#include <utility>

#include "common/text/compound_words.h"
#include "common/text/fold.h"
#include "searcher/plan/positional_terms.h"
#include "searcher/plan/variant_table.h"
#include "searcher/query/field_values.h"

namespace broadtape {
namespace {

constexpr std::size_t kShortestHead = 3;       // letters of `pay` in `payout`
constexpr std::size_t kShortestStem = 3;       // letters of `tax` in `pretax`
constexpr std::size_t kMostLettersOfName = 5;  // of `COVID19`
constexpr std::size_t kMostDigitsOfName = 4;

// The first parts of compounds with a prefix, and the last ones of compounds of a verb.
constexpr std::string_view kPrefixes[] = {"anti",  "co",  "cross", "e",    "ex",  "inter", "long",  "mid", "mini",
                                          "multi", "non", "over",  "post", "pre", "semi",  "short", "sub", "under"};
constexpr std::string_view kParticles[] = {"away", "back", "down", "off", "out", "over", "up"};

// The words of a phrase or of adjacent words, side by side.
struct Sequence {
  std::vector<std::string> terms;
  std::vector<std::string> words;   // as written, folded; parallel to the terms
  std::vector<std::string> joined;  // the term of the word and the next one in one, if they are so written; else empty
};

class VariantFinder {
 public:
  VariantFinder(Field field, const IndexReader& index, Analyser& analyser, bool wide)
      : field_(indexed_field(field)), index_(index), analyser_(analyser), wide_(wide) {}

  // In a phrase, also those that differ only in how many positions they take.
  std::vector<Replacement> find(const Sequence& sequence, bool is_phrase) {
    std::vector<Replacement> found;
    for (std::size_t i = 0; i < sequence.terms.size(); ++i) {
      if (is_phrase) add_two_positions(sequence, i, found);
      VariantTable::spellings().find(sequence.terms, i, analyser_, found);
      if (wide_) VariantTable::thesaurus().find(sequence.terms, i, analyser_, found);
      add_compound(sequence, i, found);
      add_named_number(sequence, i, found);
      add_fiscal_year(sequence, i, found);
    }
    std::erase_if(found, [&](const Replacement& replacement) { return !exist(replacement.by.terms); });
    return found;
  }

 private:
  bool exist(const std::vector<std::string>& terms) const {
    return !terms.empty() && std::all_of(terms.begin(), terms.end(), [&](const std::string& term) {
      return index_.documents_with(make_term(field_, term)) > 0;
    });
  }

  std::vector<std::string> terms_of_text(const std::string& text) {
    std::vector<Token> tokens;
    analyser_.analyse(text, tokens);
    std::vector<std::string> terms;
    for (const Token& token : tokens) terms.emplace_back(token.term);
    return terms;
  }

  void add(std::size_t begin, std::size_t length, const std::string& text, std::size_t terms,
           std::vector<Replacement>& found) {
    Replacement replacement{begin, length, {terms_of_text(text), text}};
    if (replacement.by.terms.size() == terms) found.push_back(std::move(replacement));
  }

  // `sell-off` and `sell off` in one word, `selloff` in two.
  void add_compound(const Sequence& sequence, std::size_t i, std::vector<Replacement>& found) {
    const std::string& word = sequence.words[i];
    if (!sequence.joined[i].empty()) found.push_back({i, 2, {{sequence.joined[i]}, word + sequence.words[i + 1]}});
    for (const std::string_view particle : kParticles) {
      const bool is_next = i + 1 < sequence.words.size() && sequence.words[i + 1] == particle;
      if (is_next && sequence.joined[i].empty() && word.size() >= 2) add(i, 2, word + sequence.words[i + 1], 1, found);
      std::string_view compound = word;
      if (compound.ends_with('s')) compound.remove_suffix(1);
      if (!compound.ends_with(particle) || compound.size() < particle.size() + kShortestHead) continue;
      add(i, 1, std::string(compound.substr(0, compound.size() - particle.size())) + ' ' + std::string(particle), 2,
          found);
    }
  }

  // `pretax` where an article has `pre-tax`: the compound, with the second part at the next position. Only articles
  // that write it with a hyphen have both so.
  void add_two_positions(const Sequence& sequence, std::size_t i, std::vector<Replacement>& found) {
    const std::string& word = sequence.words[i];
    if (!sequence.joined[i].empty() || word.size() > kMaxCompoundBytes) return;
    const auto split = [&](std::size_t head) {
      const std::vector<std::string> tail = terms_of_text(word.substr(head));
      const std::string text = word.substr(0, head) + '-' + word.substr(head);
      if (tail.size() == 1) found.push_back({i, 1, {{sequence.terms[i], tail[0]}, text}});
    };
    for (const std::string_view prefix : kPrefixes) {
      if (word.starts_with(prefix) && word.size() >= prefix.size() + kShortestStem) split(prefix.size());
    }
    for (const std::string_view particle : kParticles) {
      if (word.ends_with(particle) && word.size() >= particle.size() + kShortestHead)
        split(word.size() - particle.size());
    }
  }

  // `GPT4` as `GPT 4`, and the reverse.
  void add_named_number(const Sequence& sequence, std::size_t i, std::vector<Replacement>& found) {
    const auto is_letter = [](char c) { return c >= 'a' && c <= 'z'; };
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    const std::string& word = sequence.words[i];
    const auto letters = std::find_if_not(word.begin(), word.end(), is_letter);
    const std::size_t count = static_cast<std::size_t>(letters - word.begin());
    if (count == 0 || count > kMostLettersOfName || is_period(word)) return;
    if (letters != word.end()) {
      const bool number = std::all_of(letters, word.end(), is_digit) && word.size() - count <= kMostDigitsOfName;
      if (number) add(i, 1, word.substr(0, count) + ' ' + word.substr(count), 2, found);
      return;
    }
    if (i + 1 == sequence.words.size() || !sequence.joined[i].empty()) return;
    const std::string& next = sequence.words[i + 1];
    const bool number = next.size() < kMostDigitsOfName && std::all_of(next.begin(), next.end(), is_digit);
    if (number) add(i, 2, word + next, 1, found);
  }

  // `fiscal 2026` as `FY2026` and `fiscal year 2026`, and the reverse. The table has `FY` and `fiscal year`.
  void add_fiscal_year(const Sequence& sequence, std::size_t i, std::vector<Replacement>& found) {
    const std::string& word = sequence.words[i];
    if (word != "fiscal" && word != "fy") return;
    const bool is_long = i + 2 < sequence.words.size() && word == "fiscal" && sequence.words[i + 1] == "year";
    const std::size_t length = is_long ? 3 : 2;
    if (i + length > sequence.terms.size()) return;
    const std::string& year = sequence.terms[i + length - 1];
    if (year.size() != 4 || !year.starts_with("20")) return;
    if (word == "fy" || is_long) add(i, length, "fiscal " + year, 2, found);
    if (word == "fiscal" && !is_long) {
      add(i, length, "fy" + year, 2, found);
      add(i, length, "fiscal year " + year, 3, found);
    }
  }

  const Field field_;
  const IndexReader& index_;
  Analyser& analyser_;
  const bool wide_;
};

// The sequences that result from some of the replacements, in place of the words of `sequence`.
class SequenceSpeller {
 public:
  SequenceSpeller(const Sequence& sequence, const std::vector<Replacement>& replacements)
      : sequence_(sequence), replacements_(replacements) {}

  std::vector<Variant> variants() {
    extend(0, {});
    return std::move(variants_);
  }

 private:
  void extend(std::size_t at, const Variant& begun) {
    if (variants_.size() >= kMostVariants) return;
    if (at == sequence_.terms.size()) {
      if (begun.terms != sequence_.terms) variants_.push_back(begun);
      return;
    }
    for (const Replacement& replacement : replacements_) {
      if (replacement.begin == at)
        extend(at + replacement.length, with(begun, replacement.by.terms, replacement.by.text));
    }
    extend(at + 1, with(begun, {sequence_.terms[at]}, sequence_.words[at]));
  }

  static Variant with(Variant variant, const std::vector<std::string>& terms, const std::string& text) {
    variant.terms.insert(variant.terms.end(), terms.begin(), terms.end());
    variant.text.append(variant.text.empty() ? "" : " ").append(text);
    return variant;
  }

  const Sequence& sequence_;
  const std::vector<Replacement>& replacements_;
  std::vector<Variant> variants_;
};

class TreeWidener {
 public:
  TreeWidener(const IndexReader& index, Analyser& analyser, bool wide)
      : index_(index), analyser_(analyser), wide_(wide) {}

  void widen(Node& node) {
    if (node.kind != NodeKind::kAnd) return widen_run(&node, &node + 1);
    for (std::size_t begin = 0; begin < node.children.size();) {
      std::size_t end = begin + 1;
      while (end < node.children.size() && are_side_by_side(node.children[end - 1], node.children[end])) ++end;
      widen_run(&node.children[begin], node.children.data() + end);
      begin = end;
    }
  }

 private:
  static bool has_words(const Node& node) {
    return (node.kind == NodeKind::kWord || node.kind == NodeKind::kPhrase) && holds_words(node.field) &&
           !is_exact(node) && node.terms.size() <= kLongestWithVariants;
  }

  static bool are_side_by_side(const Node& left, const Node& right) {
    return left.kind == NodeKind::kWord && right.kind == NodeKind::kWord && left.field == right.field &&
           left.reading == right.reading && has_words(left) && has_words(right) &&
           right.begin <= left.begin + left.text.size() + 2;
  }

  // One node of any kind, or several words side by side.
  void widen_run(Node* begin, Node* end) {
    if (end - begin == 1 && !has_words(*begin)) {
      for (Node& child : begin->children) widen(child);
      return;
    }
    const Sequence sequence = sequence_of(begin, end);
    VariantFinder finder(begin->field, index_, analyser_, wide_ || begin->reading == Reading::kWide);
    std::vector<Replacement> found = finder.find(sequence, begin->kind == NodeKind::kPhrase);
    if (found.empty()) return;
    if (begin->kind == NodeKind::kPhrase) {
      begin->variants = SequenceSpeller(sequence, found).variants();
      return;
    }
    for (Replacement& replacement : found) {
      for (std::size_t i = 0; i < replacement.length; ++i) add_once(begin[replacement.begin + i], replacement.by);
    }
  }

  static void add_once(Node& word, const Variant& variant) {
    const bool known = std::any_of(word.variants.begin(), word.variants.end(),
                                   [&](const Variant& other) { return other.terms == variant.terms; });
    if (!known && word.variants.size() < kMostVariants) word.variants.push_back(variant);
  }

  Sequence sequence_of(const Node* begin, const Node* end) {
    Sequence sequence;
    for (const Node* node = begin; node != end; ++node) {
      analyser_.analyse_query(node->text, tokens_);
      for (std::size_t i = 0; i < node->terms.size(); ++i) {
        const bool known = i < tokens_.size();
        const Token* const token = known ? &tokens_[i] : nullptr;
        sequence.terms.push_back(node->terms[i]);
        sequence.words.push_back(known ? fold(surface_of(node->text, tokens_, i)) : node->terms[i]);
        const bool joined = known && token->is_compound && i + 1 < node->terms.size();
        sequence.joined.push_back(joined ? std::string(token->part) : std::string());
      }
    }
    return sequence;
  }

  const IndexReader& index_;
  Analyser& analyser_;
  const bool wide_;
  std::vector<Token> tokens_;
};

std::vector<std::string> texts_of_variants(const Node& tree) {
  std::vector<std::string> texts;
  walk(tree, [&](const Node& node) {
    for (const Variant& variant : node.variants) {
      if (std::find(texts.begin(), texts.end(), variant.text) == texts.end()) texts.push_back(variant.text);
    }
    return node.kind != NodeKind::kNot;
  });
  return texts;
}

}  // namespace

void add_variants(Node& tree, const IndexReader& index, Analyser& analyser) {
  TreeWidener(index, analyser, false).widen(tree);
}

std::vector<std::string> widen(Node& tree, const IndexReader& index, Analyser& analyser) {
  const std::vector<std::string> before = texts_of_variants(tree);
  TreeWidener(index, analyser, true).widen(tree);
  std::vector<std::string> added = texts_of_variants(tree);
  std::erase_if(added,
                [&](const std::string& text) { return std::find(before.begin(), before.end(), text) != before.end(); });
  return added;
}

}  // namespace broadtape
