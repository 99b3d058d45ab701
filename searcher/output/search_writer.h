// The answer of a search: hits with snippets, and facets.
#pragma once

#include <ostream>

#include "searcher/output/format.h"
#include "searcher/output/result_fields.h"
#include "searcher/search/search_response.h"

namespace broadtape {

void write_text(const SearchResponse& response, const TextStyle& style, std::ostream& out);

// Each result has `fields` as its members. Rows are written by hit_rows.h.
Json json_of(const SearchResponse& response, const FieldList& fields);

}  // namespace broadtape
