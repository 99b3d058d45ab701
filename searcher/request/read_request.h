// From the values that a front got to the engine's requests. What a request has before is its default: each function
// changes what the values say and nothing else, so that the queries of a batch override the command line.
//
// All throw RequestError for a value that cannot be used.
#pragma once

#include <cstdint>
#include <vector>

#include "searcher/output/format.h"
#include "searcher/output/result_fields.h"
#include "searcher/request/request_values.h"
#include "searcher/request/words.h"
#include "searcher/search/search_request.h"
#include "searcher/views/coverage.h"
#include "searcher/views/explain.h"
#include "searcher/views/facet_tables.h"
#include "searcher/views/result_terms.h"
#include "searcher/views/similar.h"
#include "searcher/views/suggestions.h"
#include "searcher/views/timeline.h"

namespace broadtape {

void read_request(const RequestValues& values, QueryClock& clock);
void read_request(const RequestValues& values, QueryRequest& request);
void read_request(const RequestValues& values, SearchRequest& request);
void read_request(const RequestValues& values, FacetTablesRequest& request);
void read_request(const RequestValues& values, TermsRequest& request);
void read_request(const RequestValues& values, SimilarRequest& request);
void read_request(const RequestValues& values, SuggestRequest& request);
void read_request(const RequestValues& values, OutputStyle& style);  // form, and how csv looks

// Without the article's id, which each front looks up in its own way.
void read_request(const RequestValues& values, ExplainRequest& request);

// One query for each `q`, and one of filters alone without. All begin as `base`.
std::vector<QueryRequest> read_queries(const RequestValues& values, const QueryRequest& base);

// `base` is what each query begins as.
void read_request(const RequestValues& values, const QueryRequest& base, TimelineRequest& request);

// Also which rows of the report are to be shown.
CoverageBy read_request(const RequestValues& values, CoverageRequest& request);

// The query of `highlight`, without filters.
void read_highlight(const RequestValues& values, QueryRequest& request);

// `fields`, or the default ones of `format`.
FieldList read_fields(const RequestValues& values, Format format);

// Throws RequestError when the request has neither words nor filters.
void require_query(const RequestValues& values, const QueryRequest& request);

}  // namespace broadtape
