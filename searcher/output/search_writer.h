// The answer of a search: hits with snippets, and facets.
#pragma once

#include <ostream>
#include <string>
#include <vector>

#include "searcher/output/format.h"
#include "searcher/search/search_response.h"

namespace broadtape {

void write_text(const SearchResponse& response, const TextStyle& style, std::ostream& out);
Json json_of(const SearchResponse& response);
std::vector<std::string> columns_of(const SearchResponse& response);
void write_rows(const SearchResponse& response, RowWriter& rows);

}  // namespace broadtape
