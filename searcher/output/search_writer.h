// The answer of a search: hits with snippets, and facets.
#pragma once

#include <ostream>
#include <string>

#include "searcher/output/format.h"
#include "searcher/output/result_fields.h"
#include "searcher/search/search_response.h"

namespace broadtape {

void write_text(const SearchResponse& response, const TextStyle& style, std::ostream& out);

// Each result has `fields` as its members. Rows are written by hit_rows.h.
Json json_of(const SearchResponse& response, const FieldList& fields);

// The same on one line behind "format_version", with the members of `more` as its last; without a tree in between,
// which would take as long as reading the hits does.
std::string json_line_of(const SearchResponse& response, const FieldList& fields, const Json& more);

}  // namespace broadtape
