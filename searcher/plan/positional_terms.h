// The terms whose positions give the positions of a query's words.
#pragma once

#include <string>
#include <vector>

#include "searcher/query/tree.h"

namespace broadtape {

// The field whose terms hold the words of `field`. Words of the lead are words of the text.
Field indexed_field(Field field);

// With prefix: one term for a word, consecutive terms for a phrase, the expansions for a wildcard or a company.
std::vector<std::string> terms_of(const Node& leaf);

}  // namespace broadtape
