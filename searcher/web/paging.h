// Pages of results by cursor, for the routes that have them.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

#include "searcher/search/search_answer.h"
#include "searcher/search/search_request.h"
#include "searcher/web/api.h"

namespace broadtape {

// Equal for all pages of a search. `more` is what the search depends on beyond the parameters.
std::string paging_tag(const ApiCall& call, std::string_view more = {});

// The state of the archive that the request's page is read from, the current one without a cursor. Sets the offset of
// `request`, and the time of its cursor. Throws RequestError for an invalid cursor and one of another search, Refusal
// if the state no longer exists.
ArchiveState& state_of_page(ApiCall& call, const std::string& tag, SearchRequest& request);

// The value of "next_cursor": null after the last page.
nlohmann::ordered_json next_cursor(const ArchiveState& state, const std::string& tag, const SearchRequest& request,
                                   const SearchAnswer& answer);

// The headers by which a client can resume a stream of rows: Broadtape-Cursor, the place where the stream begins, and
// Broadtape-Rows, the number of rows from there on within `limit`.
std::vector<std::pair<std::string, std::string>> stream_headers(const ArchiveState& state, const std::string& tag,
                                                                const SearchRequest& request, const SearchAnswer& found,
                                                                std::uint64_t limit);

// Throws RequestError if a page cannot have as many results.
void require_page_limit(const SearchRequest& request);

}  // namespace broadtape
