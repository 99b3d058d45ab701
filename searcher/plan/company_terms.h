// Replaces the values of ticker:, about: and company: by the terms of the companies that they mean.
#pragma once

#include <string>
#include <vector>

#include "common/archive/archive.h"
#include "searcher/query/tree.h"

namespace broadtape {

// Sets `expansions` of each ticker:, about: and company: in `tree` to the companies that it means (company_reading.h)
// within the tree's dates. With `literal_symbols`, ticker: and about: match the symbol that a company had on the day of
// the article, whichever company that is. to_text() prints the tree as before.
// Returns notes, sentences without full stop: which company a symbol or name was taken for if articles within the
// dates have it for another one, with a query for each.
std::vector<std::string> resolve_companies(Node& tree, const Archive& archive, bool literal_symbols);

}  // namespace broadtape
