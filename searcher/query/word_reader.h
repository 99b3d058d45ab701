// Turns words of a query into leaves of its tree, with the same analyser as the index.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "common/text/analyser.h"
#include "searcher/query/tree.h"

namespace broadtape {

// The byte range of one word of the query as written.
struct WordSpan {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::string_view instead{};  // of what is written: the month for `Oct` beside a number
};

class WordReader {
 public:
  static constexpr std::size_t kMaxPhraseWords = 3'000;
  static constexpr std::uint32_t kMaxEdits = 2;

  // Keeps references to `query` and `analyser`.
  WordReader(std::string_view query, Analyser& analyser) : query_(query), analyser_(analyser) {}

  // Analyses adjacent words as one text, as in an article: `S & P` is one word and `5 %` a phrase. A word that the
  // analyser splits becomes a phrase. A word without terms is omitted and reported to `nothing`.
  std::vector<Node> words(const std::vector<WordSpan>& spans, Field field,
                          const std::function<void(std::string_view)>& nothing);

  // Whether a word begins with the mark of a Reading: `=IT`, `~layoffs`.
  static bool has_mark(std::string_view text);

  // A mark before the first word sets the reading. A phrase, a kWord if it has one word, or an empty kAnd. Throws
  // Error(kQuery) if it has more than kMaxPhraseWords.
  Node phrase(std::string_view text, std::size_t begin, Field field);

  // A phrase with operators inside, `text` being what is between the quotes, a view of the query: words with a star at
  // their end are wildcards, which may have fewer letters among other words; a star alone is any word; with `slop`, the
  // words are at most that many words further apart than in a phrase, in any order. A kNear whose text is `text`, a
  // leaf if it has one word, or an empty kAnd. Throws Error(kQuery) as phrase() does.
  Node loose_phrase(std::string_view text, std::size_t begin, Field field, std::uint32_t slop);

  // `text`*, or a pattern with stars or edits (see is_word_pattern()); an empty kAnd if `text` is not a single word.
  // Throws Error(kQuery) if it is too short.
  Node wildcard(std::string_view text, std::size_t begin, Field field, std::size_t least_letters = kMinWildcardLetters);

 private:
  // Groups the `spans` that the analyser joins into one word, or reads differently next to their neighbour.
  std::vector<WordSpan> grouped(const std::vector<WordSpan>& spans);
  std::vector<std::string> terms_of(std::string_view text);
  std::vector<std::string> query_terms_of(std::string_view text);  // see Analyser::analyse_query()
  Node pattern(std::string_view text, std::size_t begin, Field field);
  Node month(const WordSpan& span, Field field);
  std::string shown(std::string_view text, const std::vector<std::string>& terms);
  std::string_view written(const WordSpan& span) const { return query_.substr(span.begin, span.end - span.begin); }

  std::string_view query_;
  Analyser& analyser_;
  std::vector<Token> tokens_;
};

}  // namespace broadtape
