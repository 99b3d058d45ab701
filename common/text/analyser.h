// Turns text into index terms. Indexing, queries and highlighting share this analyser, so that they agree on word
// boundaries. docs/query-language.md has the rules with examples.
//
// One token per word, with the term (folded, then stemmed), its position and its byte range in the text. There are no
// stop words. Runs of Chinese or Japanese are split into bigrams; the range of such a token is the first character of
// the bigram, so that ranges do not overlap, and both characters at the end of the run.
//
// Threads: not shared. An analyser keeps a cache of terms (at most 16 MiB between calls); create one per thread and
// reuse it.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace broadtape {

// Incremented whenever the terms of a text may change; stored in every segment and checked by readers.
inline constexpr int kAnalysisVersion = 1;

inline constexpr std::size_t kMaxTermBytes =
    64;  // longer terms are truncated between characters; Xapian's limit is 245

struct Token {
  std::string_view term;   // valid until the next call of the analyser
  std::uint32_t position;  // 0 for the first word of the text, incremented for each word
  std::uint32_t begin;     // byte range in the text: [begin, end)
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

  // The same in bounded memory for texts of any length: fills `tokens` with one batch at a time and calls `take`, which
  // may use them until it returns. Positions continue from batch to batch.
  void analyse_in_pieces(std::string_view text, std::vector<Token>& tokens, const std::function<void()>& take);

  // The same tokens with folded, unstemmed terms, for wildcards and spelling suggestions. Amounts are still normalised
  // (`bn` to `billion`).
  void analyse_unstemmed(std::string_view text, std::vector<Token>& tokens);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace broadtape
