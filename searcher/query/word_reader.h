// Makes leaves of a query tree from its words, with the analyser that made the index.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "common/text/analyser.h"
#include "searcher/query/tree.h"

namespace broadtape {

// Bytes of a query that hold one word as the user wrote it.
struct WordSpan {
  std::size_t begin = 0;
  std::size_t end = 0;
};

class WordReader {
 public:
  static constexpr std::size_t kMaxPhraseWords = 3'000;

  // Keeps references to both.
  WordReader(std::string_view query, Analyser& analyser) : query_(query), analyser_(analyser) {}

  // Words beside each other, analysed as one text, as an article would be: `S & P` is one word and `5 %` a phrase. A
  // word that the analyser splits becomes a phrase; one that it finds nothing in is left out and reported to `nothing`.
  std::vector<Node> words(const std::vector<WordSpan>& spans, Field field,
                          const std::function<void(std::string_view)>& nothing);

  // A phrase, a single word when it has but one, or an empty kAnd. Throws Error(kQuery) past kMaxPhraseWords.
  Node phrase(std::string_view text, std::size_t begin, Field field);

  // `text`* ; an empty kAnd when `text` is no single word. Throws Error(kQuery) when it is too short.
  Node wildcard(std::string_view text, std::size_t begin, Field field);

 private:
  // Which of `spans` belong together because the analyser makes a word of them, or reads one differently for its
  // neighbour.
  std::vector<WordSpan> grouped(const std::vector<WordSpan>& spans);
  std::vector<std::string> terms_of(std::string_view text);
  std::string shown(std::string_view text, const std::vector<std::string>& terms);
  std::string_view written(const WordSpan& span) const { return query_.substr(span.begin, span.end - span.begin); }

  std::string_view query_;
  Analyser& analyser_;
  std::vector<Token> tokens_;
};

}  // namespace broadtape
