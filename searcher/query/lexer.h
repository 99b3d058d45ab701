// Splits a query's text into lexemes: words, quoted phrases, operators, parentheses and fields with their values.
// The lexer looks only at the form of the text; the parser interprets lexemes in context.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "common/archive/schema.h"
#include "searcher/query/tree.h"
#include "searcher/query/warning.h"

namespace broadtape {

enum class LexemeKind : std::uint8_t {
  kWord,      // a run of characters without white space, quotes and parentheses
  kWildcard,  // the same, with stars or a number of edits: `tariff*`, `*bank`, `word~1`
  kPhrase,    // the text between quotes
  kOpen,
  kClose,
  kMinus,  // also `!`: at the start of a word, before a letter, a quote, a parenthesis or `$NVDA`
  kNot,
  kAnd,        // also `&&`
  kOr,         // also `|` and `||`
  kNear,       // w/5, near/5, and as other engines write it: pre/5, adj5, AROUND(5)
  kField,      // title: and other fields; values follow in the lexeme, or an opening parenthesis as the next lexeme
  kDate,       // date: as kField, like the three below
  kFirstSeen,  // first_seen:
  kWordCount,  // words:
  kAtLeast,    // atleast3:
  kRefused,    // always an error: see `refused_form`
  kNothing,    // ignored: an unclosed quote
};

// True for the kinds that have a name, a colon and values.
constexpr bool is_field(LexemeKind kind) {
  return kind == LexemeKind::kField || kind == LexemeKind::kDate || kind == LexemeKind::kFirstSeen ||
         kind == LexemeKind::kWordCount || kind == LexemeKind::kAtLeast;
}

// True for the fields whose values are ranges of dates.
constexpr bool takes_dates(LexemeKind kind) {
  return kind == LexemeKind::kDate || kind == LexemeKind::kFirstSeen;
}

// True for the kinds that an operator can apply to, except for groups.
constexpr bool is_operand(LexemeKind kind) {
  return kind == LexemeKind::kWord || kind == LexemeKind::kWildcard || kind == LexemeKind::kPhrase || is_field(kind);
}

// Syntax of other search engines that has no meaning here. refusals.h turns it into errors.
enum class RefusedForm : std::uint8_t {
  kUnknownField,      // `tiker:NVDA`
  kComparison,        // `ticker=NVDA`, `words>200`
  kRange,             // `date:[2024 TO 2025]`
  kBoost,             // `oil^2`
  kSlop,              // `"rate cut"~5000`
  kJoined,            // `'ticker:NVDA'`, `oil,ticker:NVDA`
  kForeignWord,       // `oil w/p gas`, `oil SAME gas`
  kCall,              // `headline(oil)`, `ALLCAPS(it)`
  kRegex,             // `/tari.*/`
  kCharacterPattern,  // `wom?n`
  kFirstWords,        // `oil/F10/`
  kNegatedNear,       // `oil NOT w/5 gas`
};

struct FieldValue {
  std::string_view text;
  std::size_t begin = 0;
  bool quoted = false;
  std::uint32_t slop = 0;  // of a quoted value: N of `"rate cut"~N`
};

struct Lexeme {
  LexemeKind kind = LexemeKind::kWord;
  std::size_t begin = 0;  // byte range in the query: [begin, end)
  std::size_t end = 0;
  std::string_view text;                                  // without quotes and final asterisk
  Gap gap;                                                // of a kNear
  Field field = Field::kText;                             // of a kField
  RefusedForm refused_form = RefusedForm::kUnknownField;  // of a kRefused
  std::uint32_t slop = 0;                                 // of a kPhrase: N of `"rate cut"~N`
  std::uint32_t count = 0;         // of a field with a number: its value, or 0 if it is absent or too large
  std::vector<FieldValue> values;  // of the kinds for which is_field() is true
};

// Names before a colon that are not fields of the index.
struct SpecialField {
  std::string_view name;
  LexemeKind kind;
  std::string_view help;
  std::string_view example = {};  // of a field whose name ends in a number; empty for others
};

inline constexpr SpecialField kSpecialFields[] = {
    {"date", LexemeKind::kDate, "when it was published: 2025-01..2025-03, 7d"},
    {"first_seen", LexemeKind::kFirstSeen, "when the archive learned of it: 24h, yesterday, 2025-01-30T09:00.."},
    {"words", LexemeKind::kWordCount, "how many words it has: >200, <=500, 200..500"},
    {"atleast", LexemeKind::kAtLeast, "with a number, a word or phrase so many times: atleast3:tariff",
     "atleast3:tariff"},
};

struct LexResult {
  std::vector<Lexeme> lexemes;  // in text order; views of `text`
  Warnings warnings;
};

// Requires valid UTF-8. Linear in the text.
LexResult lex_query(std::string_view text);

// Requires a name in lower case; null if it does not exist.
const SpecialField* find_special_field(std::string_view name);

// True for `*bank`, `wo*rd` and `word~1`: words whose stars are not only at their end, or that end in a number of
// edits.
bool is_word_pattern(std::string_view word);

}  // namespace broadtape
