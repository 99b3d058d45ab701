// Decides which parentheses, ORs, ANDs, NOTs and minus signs of a query are operators: those that have something to
// work on. The others become words, or nothing.
#pragma once

#include <string>
#include <vector>

#include "searcher/query/lexer.h"

namespace broadtape {

// Removes parentheses without partner and all kNothing lexemes, turns operators without operands into words, and says
// so.
void resolve_operators(std::vector<Lexeme>& lexemes, std::vector<std::string>& warnings);

// Removes all parentheses, for queries that are nested too deep; a minus before one then excludes the next word.
void drop_parentheses(std::vector<Lexeme>& lexemes);

}  // namespace broadtape
