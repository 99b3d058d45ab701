// Finds the words of an article that match a query, to mark them.
//
// Threads: immutable once made.
#pragma once

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "common/archive/index_reader.h"
#include "common/text/analyser.h"
#include "searcher/query/tree.h"

namespace broadtape {

class MatchTerms {
 public:
  static constexpr int kNone = -1;

  // What is to be marked of a token: text[begin, end), for the query word `word`.
  struct Mark {
    int word = kNone;
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
  };

  // The words in `tree`, except excluded ones. Weights are higher for words that are rarer in `index`.
  // Requires expand_wildcards(tree).
  MatchTerms(const Node& tree, const IndexReader& index);

  enum class Part { kTitle, kBody };

  // Sets for each token the query word that it matches, or kNone. A word that occurs in the query only in a phrase
  // matches only as part of that phrase. A pair of characters marks both.
  // Exact words need the text of the tokens.
  void match(const std::vector<Token>& tokens, Part part, std::vector<Mark>& marks, std::string_view text = {}) const;

  bool empty() const { return weights_.empty(); }
  std::size_t word_count() const { return weights_.size(); }
  double weight(int word) const { return weights_[static_cast<std::size_t>(word)]; }

 private:
  enum class Reach { kTitle, kLead, kAll };  // where a word of the query may match
  struct Rule {
    int word = kNone;
    bool alone = false;  // also outside phrases
    Reach reach = Reach::kTitle;
  };
  struct Phrase {
    std::vector<std::string> terms;
    Reach reach = Reach::kAll;
    std::vector<std::string> exact{};  // the words as written; empty for any form
  };
  struct StringHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };

  // Most words of a text have another shape than those of the query, and need not be looked up.
  static constexpr std::size_t kShapes = 1024;
  static std::size_t shape_of(std::string_view term);

  void add(const Node& node, const IndexReader& index);
  void add_rule(const std::string& term, int word, bool alone, Reach reach);
  int add_word(double weight);
  static Reach reach_of(Field field);
  static std::size_t reached(const std::vector<Token>& tokens, Part part, Reach reach);
  const Rule* rule_of(std::string_view term) const;
  void add_sequence(const Node& node, const std::vector<std::string>& terms, int first_word, const IndexReader& index);
  void match_phrase(const Phrase& phrase, const std::vector<Token>& tokens, std::size_t reached,
                    std::vector<Mark>& marks, std::string_view text) const;

  std::unordered_map<std::string, Rule, StringHash, std::equal_to<>> rules_;
  std::bitset<kShapes> shapes_;  // of the terms of the rules
  std::vector<Phrase> phrases_;
  std::vector<double> weights_;  // by word
};

}  // namespace broadtape
