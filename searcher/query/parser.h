// Parses queries. Every text is valid except for the errors below; text that cannot be an operator is taken literally,
// with a warning.
//
//   query    := branch ("OR" branch)*                     AND binds tighter than OR
//   branch   := near (["AND"] near)*                      adjacent words are ANDed
//   near     := operand (("w/N" | "near/N") operand)*
//   operand  := ("-" | "NOT")* (word | word"*" | "\"" words "\"" | field ":" values | field ":" group | group)
//   field    := a name of kFields or kSpecialFields, with a number where the row has an example
//   group    := "(" query ")"
//
// docs/query-language.md documents the language for users.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "common/text/analyser.h"
#include "searcher/query/date_range.h"
#include "searcher/query/tree.h"
#include "searcher/query/warning.h"

namespace broadtape {

struct ParsedQuery {
  std::string text;  // as given, with invalid UTF-8 replaced
  Node tree;
  std::vector<std::string> left_out;  // function words as written, which are not in the tree (left_out_words.h)
  Warnings warnings;
};

// Linear in the text, with bounded stack use for any nesting depth.
// Throws Error(kQuery), with a caret below the position, for unambiguous mistakes: an invalid date, an incomplete date
// range, a wildcard of fewer than kMinWildcardLetters letters, an unknown flag.
// `is_symbol` tells whether `$NVDA` is ticker:NVDA or a word, given the canonical symbol; without it, it is always
// ticker:NVDA.
ParsedQuery parse_query(std::string_view text, const QueryClock& clock, Analyser& analyser,
                        const std::function<bool(const std::string&)>& is_symbol = {});

}  // namespace broadtape
