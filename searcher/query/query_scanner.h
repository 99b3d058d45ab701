// The place in a query up to which the lexer has read it, with the lexemes so far.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "searcher/query/lexer.h"

namespace broadtape {

struct QueryScanner {
  explicit QueryScanner(std::string_view query) : text(query) {}

  // Adds a lexeme from `at` to `end`, and moves to its end. The reference is valid until the next one.
  Lexeme& add(LexemeKind kind, std::size_t end);
  void refuse(RefusedForm form, std::size_t end);

  // The position of the closing quote, or the text's size.
  std::size_t closing_quote(std::size_t from) const;
  // The end of the word that starts at `from`.
  std::size_t word_end(std::size_t from, bool stop_at_comma = false) const;
  // The end of a value of an unknown field, to show it.
  std::size_t value_end(std::size_t from) const;

  // N of `~N` directly after a phrase, which it moves past; 0 if there is none.
  std::uint32_t take_slop();

  const std::string_view text;
  std::size_t at = 0;
  LexResult result;
};

// The functions below read what begins at `scan.at` and return whether it was theirs (field_lexer.cc).

// `ticker=NVDA`, `words >= 200`.
bool lex_comparison(QueryScanner& scan);

// A field's name and values.
bool lex_field(QueryScanner& scan);

// `NVDA,AMD` or `"Harbor Wire",Reuters`, up to the end of which `lexeme` then reaches; commas in text words and numbers
// are kept. `lexeme` is the last of `scan`.
void lex_values(QueryScanner& scan, Lexeme& lexeme);

}  // namespace broadtape
