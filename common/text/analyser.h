// Turns text into index terms. Indexing, queries and highlighting share this analyser, so that they agree on word
// boundaries. docs/query-language.md has the rules with examples.
//
// One token per word, with the term (folded, then stemmed), its position and its byte range in the text. There are no
// stop words. A word may have a second term at its position: for a part of it (`inflation` of `l'inflation`), or for a
// compound of it and the next word (`selloff` of `sell-off`). Each character of Chinese, Japanese and Korean is a
// token; its term is the pair with the next character, its second term the character alone.
//
// Threads: not shared. An analyser keeps a cache of terms (at most 16 MiB between calls); create one per thread and
// reuse it.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace broadtape {

// Incremented whenever the terms of a text may change; stored in every segment and checked by readers.
inline constexpr int kAnalysisVersion = 3;

inline constexpr std::size_t kMaxTermBytes =
    64;  // longer terms are truncated between characters; Xapian's limit is 245

struct Token {
  std::string_view term;   // valid until the next call of the analyser
  std::string_view part;   // the second term, for a part of the word or a compound; usually empty
  std::uint32_t position;  // 0 for the first word of the text, incremented for each word
  std::uint32_t begin;     // byte range in the text: [begin, end)
  std::uint32_t end;
  std::uint8_t before_part = 0;  // bytes of the range before and after those of `part`
  std::uint8_t after_part = 0;
  bool is_compound = false;  // `part` is this word and the next token's in one
  bool is_pair = false;      // `term` is this character and the next token's
  bool ends_run = false;     // the last of several characters; the pair before it has the same end
  // For ASCII letters and digits whose term does not depend on what is around them: the number of the lower-case word.
  // All tokens that an analyser gives one number have the same term, and differ in case only. Frequent words tend to
  // have low numbers. 0 for other tokens.
  std::uint32_t word = 0;
};

// The end of the text of the term of tokens[i].
inline std::uint32_t term_end(const std::vector<Token>& tokens, std::size_t i) {
  const bool reaches_next = tokens[i].is_pair && i + 1 < tokens.size() && tokens[i + 1].begin == tokens[i].end;
  return reaches_next ? tokens[i + 1].end : tokens[i].end;
}

// The range in the text of the second term of tokens[i].
inline std::pair<std::uint32_t, std::uint32_t> part_range(const std::vector<Token>& tokens, std::size_t i) {
  const Token& token = tokens[i];
  if (token.is_compound && i + 1 < tokens.size()) return {token.begin, tokens[i + 1].end};
  return {token.begin + token.before_part, token.end - token.after_part};
}

// The term of tokens[i] as written in `text`.
inline std::string surface_of(std::string_view text, const std::vector<Token>& tokens, std::size_t i) {
  return std::string(text.substr(tokens[i].begin, term_end(tokens, i) - tokens[i].begin));
}

class Analyser {
 public:
  Analyser();
  ~Analyser();
  Analyser(Analyser&&) noexcept;
  Analyser& operator=(Analyser&&) noexcept;

  // Requires valid UTF-8 of less than 4 GiB. The tokens are in text order and never overlap. Replaces `tokens`.
  void analyse(std::string_view text, std::vector<Token>& tokens);

  // The terms to search for `text`, in sequence: as analyse(), but without a last token that ends a run of characters,
  // because the pair before it says as much and it would have to follow in the article.
  void analyse_query(std::string_view text, std::vector<Token>& tokens);

  // As analyse() in bounded memory for texts of any length: fills `tokens` with one batch at a time and calls `take`,
  // which may use them until it returns. Positions continue from batch to batch.
  void analyse_in_pieces(std::string_view text, std::vector<Token>& tokens, const std::function<void()>& take);

  // As analyse_query() with folded, unstemmed terms, for wildcards and spelling suggestions. Amounts are still
  // normalised
  // (`bn` to `billion`).
  void analyse_unstemmed(std::string_view text, std::vector<Token>& tokens);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace broadtape
