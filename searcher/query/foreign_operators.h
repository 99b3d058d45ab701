// Operators of other search engines that consist of several lexemes, or that are words between operands.
#pragma once

#include <string_view>

#include "searcher/query/lexer.h"

namespace broadtape {

// Replaces those with the same meaning here by our lexemes: `oil(5n)gas`, `IBM US Equity`. Makes others kRefused: `oil
// w/p gas`, `oil NOT w/5 gas`. Adds warnings where they are left as words. `query` is the text of `lexed`.
void read_foreign_operators(std::string_view query, LexResult& lexed);

}  // namespace broadtape
