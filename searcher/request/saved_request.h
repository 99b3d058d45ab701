// The request of a saved search: its query and options, as every front runs them.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "common/archive/archive.h"
#include "common/archive/saved_searches.h"
#include "common/error/error.h"
#include "common/text/analyser.h"
#include "searcher/request/request_values.h"
#include "searcher/search/query_request.h"
#include "searcher/views/news.h"

namespace broadtape {

// The values of the saved search `name`, and those of `own` for which tape-search new or saved has a parameter. The
// latter take precedence. Throws Error(kTooNew) for an option that this version does not have, RequestError for an
// invalid value.
RequestValues saved_values(const std::string& name, const SavedSearch& search, const RequestValues& own);

// The news of the search after its mark, all of them, the last added first unless `values` say otherwise. `base` has
// the defaults of the query. Throws RequestError.
NewsRequest news_request(const RequestValues& values, const SavedSearch& search, const QueryRequest& base);

// Whether `error` says that a saved search cannot be run: its query or options are invalid, at least for this version.
bool is_unusable_search(const Error& error);

// How many articles are new; nullopt, after a call of `say` with the reason, if the search cannot be run.
// Throws other errors as count_matches() does.
std::optional<std::uint64_t> count_news(const Archive& archive, Analyser& analyser, const std::string& name,
                                        const SavedSearch& search, const RequestValues& own, const QueryRequest& base,
                                        const std::function<void(const std::string&)>& say);

}  // namespace broadtape
