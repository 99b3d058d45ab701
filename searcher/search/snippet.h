// Picks the stretch of a text that shows best why it matched, and marks the words that did.
#pragma once

#include <string_view>
#include <vector>

#include "common/text/analyser.h"
#include "searcher/search/match_terms.h"
#include "searcher/search/search_answer.h"

namespace broadtape {

class SnippetMaker {
 public:
  // Keeps references to both.
  SnippetMaker(const MatchTerms& terms, Analyser& analyser) : terms_(terms), analyser_(analyser) {}

  // About `length` characters of `body`: those with the most distinct words of the query, the rarer the better, cut
  // at the ends of sentences where there are any near, otherwise of words. Without a match, the beginning.
  // Runs of white space become single spaces. Requires valid UTF-8.
  Snippet snippet(std::string_view body, std::size_t length);

  // All of `title`, marked.
  std::vector<Piece> title(std::string_view title);

  // All of a title's or body's text as it is, marked.
  std::vector<Piece> whole(std::string_view text, MatchTerms::Part part);

 private:
  struct Stretch {
    std::size_t begin = 0;  // bytes
    std::size_t end = 0;
  };

  Stretch best_stretch(std::size_t max_bytes);
  std::size_t begin_of(std::string_view body, Stretch core, std::size_t slack, bool& cut) const;
  std::size_t end_of(std::string_view body, Stretch core, std::size_t begin, std::size_t max_bytes, bool& cut) const;
  std::vector<Piece> pieces(std::string_view text, Stretch stretch) const;

  const MatchTerms& terms_;
  Analyser& analyser_;
  std::vector<Token> tokens_;
  std::vector<int> words_;  // of the query, beside tokens_
  std::vector<int> seen_;   // how often each stands in the window
};

}  // namespace broadtape
