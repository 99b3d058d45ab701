// Handles symbols that changed or were reassigned: a query for a company by symbol matches the symbol that the company
// had on each day.
#pragma once

#include <xapian.h>

#include <string>
#include <vector>

#include "searcher/query/tree.h"

namespace broadtape {

// Rewrites ticker: and about: so that a symbol means the company that has it today, or had it last: adds the company's
// other symbols on the days when it had them, and excludes the days on which another company is known to have had the
// symbol, but not undated articles. If the archive has articles for all of that, `ticker:META` becomes
//   (ticker:META AND (date from 2022-01-31 OR is:undated)) OR (ticker:FB AND date from 2012-05-18 until 2022-06-08).
// A condition is added only if it makes a difference for articles in the archive of any date, so that parts of the tree
// can be counted without its dates. Returns a description, a sentence without full stop, of each condition that makes a
// difference within the dates of `tree`. to_text() prints the original tree.
std::vector<std::string> date_tickers(Node& tree, const Xapian::Database& database);

}  // namespace broadtape
