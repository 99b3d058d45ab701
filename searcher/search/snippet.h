// Selects the part of a text that best shows why it matched, and marks the matched words.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "common/text/analyser.h"
#include "searcher/search/match_terms.h"
#include "searcher/search/search_answer.h"

namespace broadtape {

// A text with the tokens of Analyser::analyse().
struct AnalysedText {
  std::string text;
  std::vector<Token> tokens;
};

class SnippetMaker {
 public:
  // Keeps references to `terms` and `analyser`.
  SnippetMaker(const MatchTerms& terms, Analyser& analyser) : terms_(terms), analyser_(analyser) {}

  // About `length` characters of `body`: the window with the most distinct query words, weighted by rarity. It is cut
  // at sentence boundaries if there are any nearby, otherwise at word boundaries. Without a match, it is the start of
  // `body`.
  // Runs of white space become single spaces. Requires valid UTF-8.
  Snippet snippet(std::string_view body, std::size_t length);
  Snippet snippet(const AnalysedText& body, std::size_t length);

  // The whole title, with matches marked.
  std::vector<Piece> title(std::string_view title);
  std::vector<Piece> title(const AnalysedText& title);

  // The whole text of a title or body without changes, with matches marked.
  std::vector<Piece> whole(std::string_view text, MatchTerms::Part part);

 private:
  struct Stretch {
    std::size_t begin = 0;  // bytes
    std::size_t end = 0;
  };

  struct MarkedRun {
    Stretch text;
    std::size_t next = 0;  // index of the first token behind it
  };

  Snippet snippet_of_tokens(std::string_view body, std::size_t length);
  std::vector<Piece> title_of_tokens(std::string_view title);
  void analyse(std::string_view text);
  const std::vector<Token>& tokens() const { return *tokens_; }
  MarkedRun run_from(std::size_t i) const;
  Stretch best_stretch(std::size_t max_bytes);
  std::size_t begin_of(std::string_view body, Stretch core, std::size_t slack, bool& cut) const;
  std::size_t end_of(std::string_view body, Stretch core, std::size_t begin, std::size_t max_bytes, bool& cut) const;
  std::vector<Piece> pieces(std::string_view text, Stretch stretch) const;

  const MatchTerms& terms_;
  Analyser& analyser_;
  std::vector<Token> own_tokens_;
  const std::vector<Token>* tokens_ = &own_tokens_;
  std::vector<MatchTerms::Mark> marks_;  // parallel to tokens()
  std::vector<int> seen_;                // number of occurrences of each in the window
};

}  // namespace broadtape
