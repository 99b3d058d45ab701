// What the parameters of a request ask for, in the engine's own terms.
#pragma once

#include <string>
#include <vector>

#include "searcher/output/format.h"
#include "searcher/search/search_request.h"
#include "searcher/web/api.h"

namespace broadtape {

// The clock and time zone that hold for the request. Throws Refusal, as all here.
QueryClock asked_clock(const ApiCall& call);

// Throws Refusal for a query in `parameter` that is longer than those of this server may be.
void limit_query_bytes(const ApiCall& call, const std::string& parameter, const std::string& text);

// The query of `q` with its filters. Without either it asks for nothing, or with `everything` for all articles.
QueryRequest asked_query(const ApiCall& call);

// One for each `q`, of paths that take several.
std::vector<QueryRequest> asked_queries(const ApiCall& call);

// Throws Refusal when there are neither words nor filters.
void refuse_empty(const QueryRequest& request);

// `format`, of those that are engine answers, and how rows are written.
OutputStyle asked_style(const ApiCall& call);

// `recency` in seconds; 0 without it.
std::int64_t asked_halflife(const ApiCall& call, const QueryClock& clock);

// What a search asks for but for its page.
SearchRequest asked_search(const ApiCall& call);

}  // namespace broadtape
