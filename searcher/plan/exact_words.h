// Finds words and phrases with their case and punctuation. The forms of single words are in the index; the text of an
// article decides the rest.
//
// Threads: not shared.
#pragma once

#include <xapian.h>

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "common/archive/archive.h"
#include "common/archive/word_positions.h"
#include "common/text/analyser.h"
#include "searcher/query/tree.h"

namespace broadtape {

class ExactWords {
 public:
  // Keeps references to `archive` and the nodes passed to it.
  explicit ExactWords(const Archive& archive) : archive_(archive) {}

  // Asks `words` for each word of `leaf` as written.
  std::vector<std::size_t> questions(const Node& leaf, WordPositions& words);

  // Whether the words in sequence may differ from `leaf` in what stands between them, or in what forms do not have.
  bool needs_text(const Node& leaf);

  // The positions in the index, ascending, where the article has the word or phrase `leaf` exactly as written: the same
  // words, and between them the same characters except for the length of white space. Valid until the next call.
  // Cost: reading the article, about 30 us; analysing it only if it has the first word as written.
  // Throws as Archive::article() does.
  const std::vector<std::uint32_t>& positions(const Node& leaf, Xapian::docid document);

 private:
  struct Form {
    std::vector<std::string> terms;
    std::vector<std::string> words;  // as written
    std::vector<std::string> gaps;   // before each word but the first
    std::vector<std::string> forms;  // form_of() each word
    bool needs_text = false;
  };

  const Form& form_of(const Node& leaf);
  void add_positions(const Form& form, std::string_view text, std::uint32_t first_position);
  std::uint32_t words_in(std::string_view text);

  const Archive& archive_;
  Analyser analyser_;
  std::unordered_map<const Node*, Form> forms_;
  Xapian::docid read_ = 0;  // the article in article_
  Article article_;
  std::vector<Token> tokens_;
  std::vector<std::uint32_t> found_;
};

}  // namespace broadtape
