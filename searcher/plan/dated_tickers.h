// Symbols that changed hands: a query for a company by its symbol finds it under the symbol that it had on each day.
#pragma once

#include <xapian.h>

#include <string>
#include <vector>

#include "searcher/query/tree.h"

namespace broadtape {

// Widens ticker: and about: of every symbol with a history in data/symbols/changes.tsv by the company's other symbols
// on the days that they were its own, and leaves out the days on which another company is known to have had the symbol,
// though not articles without a date. `ticker:META` becomes, where the archive has all of that,
//   (ticker:META AND (date from 2022-01-31 OR is:undated)) OR (ticker:FB AND date until 2022-06-08).
// Only what makes a difference among the archive's articles is put in, of whatever dates, so that the parts of the tree
// can be counted without its dates. What makes one among the articles of the dates that `tree` asks for is told, each
// in a sentence without full stop, for people. to_text() prints the tree as it was written. A tree without such symbols
// costs microseconds.
std::vector<std::string> date_tickers(Node& tree, const Xapian::Database& database);

}  // namespace broadtape
