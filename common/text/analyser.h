// Turns text into index terms: the one analyser, used for indexing, for queries and for highlighting, so that the three
// agree on what a word is. docs/query-language.md has the rules with examples.
//
// One token per word, with the term (folded, then stemmed), its position and its byte range in the text. No stop words.
// In runs of Chinese or Japanese each character forms a term with the next one; there the token's range is the term's
// first character alone, so that ranges do not overlap, and both characters at the end of the run.
//
// Threads: an analyser keeps a cache of terms (16 MiB at most between calls) and belongs to one thread; make one for
// each and keep it, for a new one starts cold.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace broadtape {

// Raised whenever the same text may give other terms; stored in every segment and checked by readers.
inline constexpr int kAnalysisVersion = 1;

inline constexpr std::size_t kMaxTermBytes = 64;  // longer terms are cut at a character; Xapian's limit is 245

struct Token {
  std::string_view term;   // valid until the analyser's next call
  std::uint32_t position;  // 0 for the first word of the text, then one more for each word
  std::uint32_t begin;     // bytes of the text: [begin, end)
  std::uint32_t end;
};

class Analyser {
 public:
  Analyser();
  ~Analyser();
  Analyser(Analyser&&) noexcept;
  Analyser& operator=(Analyser&&) noexcept;

  // Requires valid UTF-8 of less than 4 GiB. The tokens are in text order and never overlap. Replaces `tokens`.
  void analyse(std::string_view text, std::vector<Token>& tokens);

  // The same for texts of any length in bounded memory: fills `tokens` with a piece of them at a time and calls `take`,
  // which may use them until it returns. Positions go on from piece to piece.
  void analyse_in_pieces(std::string_view text, std::vector<Token>& tokens, const std::function<void()>& take);

  // The folded forms without stemming, for wildcards and "did you mean": same tokens, other terms. Amounts are still
  // one word (`bn` is `billion`).
  void analyse_unstemmed(std::string_view text, std::vector<Token>& tokens);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace broadtape
