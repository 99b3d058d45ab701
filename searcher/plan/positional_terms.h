// The terms whose positions tell where a word of a query stands.
#pragma once

#include <string>
#include <vector>

#include "searcher/query/tree.h"

namespace broadtape {

// The field whose terms hold the words of `field`: those of the lead are found among all words, by its mark.
Field indexed_field(Field field);

// The term that stands behind each word of the lead.
std::string lead_mark();

// With prefix: of a word the one, of a phrase those that follow each other, of a wildcard those that it stands for.
std::vector<std::string> terms_of(const Node& leaf);

}  // namespace broadtape
