// Converts filters outside the query's text, such as the options --since and --ticker, to query trees.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "common/text/analyser.h"
#include "searcher/query/date_range.h"
#include "searcher/query/tree.h"
#include "searcher/query/warning.h"

namespace broadtape {

// Matches any of `values`, each a value or a comma-separated list. A value that contains a comma is enclosed in double
// quotes, with quotes inside doubled. An empty kAnd if there are no values.
Node field_filter(Field field, const std::vector<std::string>& values);

// Matches any of `values`, lists as in field_filter(), as a phrase of the byline. An empty kAnd if there are no words.
Node author_filter(const std::vector<std::string>& values, Analyser& analyser);

// All of `texts`, each a query of fields, dates, exclusions and their groups, which have no weight: `ticker:NVDA`,
// `-source:Reuters`. Bylines are also allowed. An empty kAnd if there are none.
// Throws Error(kQuery) for words, which belong in the query's text, and as parse_query() does.
Node query_filter(const std::vector<std::string>& texts, const QueryClock& clock, Analyser& analyser);

// Between two limits as in parse_since() and parse_until(). An empty kAnd if both are empty. Adds to `notes`, if it is
// given, how a text was read that leaves something open.
// Throws Error(kQuery), which names the limit, for an invalid date.
Node date_filter(std::string_view since, std::string_view until, const QueryClock& clock, Warnings* notes = nullptr);

// The intersection of all date conditions that apply to the whole tree.
DateRange effective_dates(const Node& tree);

// The conjunction; either may be empty.
Node both(Node a, Node b);

}  // namespace broadtape
