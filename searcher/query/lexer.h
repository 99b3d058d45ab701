// Cuts a query's text into lexemes: words, quoted phrases, operators, parentheses and fields with their values.
// It decides only what each stretch of text looks like; the parser decides what it means where it stands.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/archive/schema.h"
#include "searcher/query/tree.h"

namespace broadtape {

enum class LexemeKind : std::uint8_t {
  kWord,      // a run of characters without white space, quotes and parentheses
  kWildcard,  // the same before a final `*`
  kPhrase,    // what stands between quotes
  kOpen,
  kClose,
  kMinus,  // at the start of a word, before a letter, a quote or a parenthesis
  kNot,
  kAnd,
  kOr,
  kNear,     // w/5, near/5
  kField,    // title: and its kin; values follow in the lexeme, or an opening parenthesis as the next one
  kNothing,  // takes no part in the query: an unclosed quote
};

struct FieldValue {
  std::string_view text;
  std::size_t begin = 0;
  bool quoted = false;
};

struct Lexeme {
  LexemeKind kind = LexemeKind::kWord;
  std::size_t begin = 0;  // bytes of the query: [begin, end)
  std::size_t end = 0;
  std::string_view text;           // without quotes and star
  Gap gap;                         // of a kNear
  std::optional<Field> field;      // of a kField; none means date:
  std::vector<FieldValue> values;  // of a kField
};

struct LexResult {
  std::vector<Lexeme> lexemes;  // in text order; they view `text`
  std::vector<std::string> warnings;
};

// Requires valid UTF-8. Linear in the text.
LexResult lex_query(std::string_view text);

// True for the words that are operators when they stand alone: OR, AND, NOT, w/5, near/5.
bool looks_like_operator(std::string_view word);

}  // namespace broadtape
