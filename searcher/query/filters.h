// Filters that stand outside the query's text, such as the options --since and --ticker, as parts of its tree.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "searcher/query/date_range.h"
#include "searcher/query/tree.h"

namespace broadtape {

// Any of `values`, each a value or a list with commas; one with a comma in it stands in double
// quotes, in which two stand for one. An empty kAnd when there are none.
Node field_filter(Field field, const std::vector<std::string>& values);

// Between two limits as parse_since() and parse_until() read them. An empty kAnd when both are empty.
// Throws Error(kQuery), which names the limit, for a date that cannot be understood.
Node date_filter(std::string_view since, std::string_view until, const QueryClock& clock);

// What all the dates that hold for the whole tree leave over.
DateRange effective_dates(const Node& tree);

// Both; either may be empty.
Node both(Node a, Node b);

}  // namespace broadtape
