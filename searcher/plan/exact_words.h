// Finds words and phrases in the text of articles with their case and punctuation, which no index has.
//
// Threads: not shared.
#pragma once

#include <xapian.h>

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "common/archive/article_store.h"
#include "common/text/analyser.h"
#include "searcher/query/tree.h"

namespace broadtape {

class ExactWords {
 public:
  // Keeps references to `database`, `articles` and the nodes passed to it.
  ExactWords(const Xapian::Database& database, const ArticleStore& articles)
      : database_(database), articles_(articles) {}

  // The positions in the index, ascending, where the article has the word or phrase `leaf` exactly as written: the same
  // words, and between them the same characters except for the length of white space. Valid until the next call.
  // Cost: reading the article, about 30 us; analysing it only if it has the first word as written.
  // Throws as ArticleStore::article() does.
  const std::vector<std::uint32_t>& positions(const Node& leaf, Xapian::docid document);

 private:
  struct Form {
    std::vector<std::string> terms;
    std::vector<std::string> words;  // as written
    std::vector<std::string> gaps;   // before each word but the first
  };

  const Form& form_of(const Node& leaf);
  void add_positions(const Form& form, std::string_view text, std::uint32_t first_position);
  std::uint32_t words_in(std::string_view text);

  const Xapian::Database& database_;
  const ArticleStore& articles_;
  Analyser analyser_;
  std::unordered_map<const Node*, Form> forms_;
  Xapian::docid read_ = 0;  // the article in article_
  Article article_;
  std::vector<Token> tokens_;
  std::vector<std::uint32_t> found_;
};

}  // namespace broadtape
