// Decides which parentheses, ORs, ANDs, NOTs and minus signs of a query are operators: those that have operands. The
// others become words or are removed.
#pragma once

#include <vector>

#include "searcher/query/lexer.h"

namespace broadtape {

// Removes unmatched parentheses and all kNothing lexemes, turns operators without operands into words, and adds
// warnings.
void resolve_operators(std::vector<Lexeme>& lexemes, Warnings& warnings);

// Removes all parentheses, for queries nested too deeply. A minus before a parenthesis then excludes the next word.
void drop_parentheses(std::vector<Lexeme>& lexemes);

}  // namespace broadtape
