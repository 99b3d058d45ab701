// The terms whose positions give the positions of a query's words.
#pragma once

#include <string>
#include <vector>

#include "searcher/query/tree.h"

namespace broadtape {

// The field whose terms hold the words of `field`. Words of the lead are indexed as words of the text plus a mark.
Field indexed_field(Field field);

// The term that marks each word position of the lead.
std::string lead_mark();

// With prefix: one term for a word, consecutive terms for a phrase, the expansions for a wildcard or a company.
std::vector<std::string> terms_of(const Node& leaf);

}  // namespace broadtape
