// Understands a query. Every text has a meaning; what cannot be meant as an operator is taken literally, with a
// warning.
//
//   query    := branch ("OR" branch)*                     AND binds tighter than OR
//   branch   := near (["AND"] near)*                      words beside each other are ANDed
//   near     := operand (("w/N" | "near/N") operand)*
//   operand  := ("-" | "NOT")* (word | word"*" | "\"" words "\"" | field ":" values | field ":" group | group)
//   field    := a name of kFields or kSpecialFields, with a number where the row has an example
//   group    := "(" query ")"
//
// docs/query-language.md tells users.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "common/text/analyser.h"
#include "searcher/query/date_range.h"
#include "searcher/query/tree.h"

namespace broadtape {

struct ParsedQuery {
  std::string text;  // as given, with invalid UTF-8 replaced
  Node tree;
  std::vector<std::string> warnings;
};

// Linear in the text and bounded in stack, however deep its parentheses.
// Throws Error(kQuery), with a caret under the place, for what is surely a mistake: an invalid date, an unclosed
// date range, a wildcard of fewer than kMinWildcardLetters letters, a flag that does not exist.
ParsedQuery parse_query(std::string_view text, const QueryClock& clock, Analyser& analyser);

inline constexpr std::size_t kMinWildcardLetters = 3;

}  // namespace broadtape
