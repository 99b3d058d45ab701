// Errors for syntax of other search engines, with the query that was probably meant.
#pragma once

#include <string_view>

#include "common/error/error.h"
#include "searcher/query/lexer.h"

namespace broadtape {

// Requires a kRefused lexeme of `query`. Error(kQuery) at its position; the hint has the same in this language:
// `ticker:NVDA`, `date:1987-06..`, and how to search for the text itself where that is likely.
Error refusal_error(std::string_view query, const Lexeme& lexeme);

// Whether `name` is a misspelt field, or one of another search tool.
bool resembles_field(std::string_view name);

}  // namespace broadtape
