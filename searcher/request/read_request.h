// Converts the values of a request to the engine's request types. The functions change only the members for which there
// are values, so the members' previous values are the defaults: the queries of a batch override the command line.
//
// All throw RequestError for an invalid value.
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
#include "searcher/views/match_count.h"
#include "searcher/views/result_terms.h"
#include "searcher/views/similar.h"
#include "searcher/views/story.h"
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
void read_request(const RequestValues& values, StoryRequest& request);
void read_request(const RequestValues& values, OutputStyle& style);  // format and CSV style

// Except the article's id, which each front looks up differently.
void read_request(const RequestValues& values, ExplainRequest& request);

// One query per `q`, or one with only filters if there is no `q`. Each starts as a copy of `base`.
std::vector<QueryRequest> read_queries(const RequestValues& values, const QueryRequest& base);

// Each query starts as a copy of `base`.
void read_request(const RequestValues& values, const QueryRequest& base, TimelineRequest& request);
void read_request(const RequestValues& values, const QueryRequest& base, CountRequest& request);

// Returns which rows of the report to show.
CoverageBy read_request(const RequestValues& values, CoverageRequest& request);

// The query of `highlight`, without filters.
void read_highlight(const RequestValues& values, QueryRequest& request);

// `as_of`, which means the last second of a day, month or year in the zone of `clock`; nullopt without it.
std::optional<std::int64_t> read_as_of(const RequestValues& values, const QueryClock& clock);

// `fields`, or the defaults of `format`.
FieldList read_fields(const RequestValues& values, Format format);

// Throws RequestError if the request has neither words nor filters.
void require_query(const RequestValues& values, const QueryRequest& request);

}  // namespace broadtape
