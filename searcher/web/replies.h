// Headers of the API's answers: content type and caching.
#pragma once

#include <string>

#include "searcher/output/format.h"
#include "searcher/web/api.h"

namespace broadtape {

// An entity tag that depends on the archive's state and the request, so that a cached answer is valid until either
// changes. Empty if the state is unknown.
std::string entity_tag(const ApiCall& call, const ArchiveState& state);

// Whether If-None-Match includes `tag`.
bool is_known(const std::string& if_none_match, const std::string& tag);

HttpHead answer_head(const ApiCall& call, const ArchiveState& state, Format format);
HttpHead answer_head(const ApiCall& call, const ArchiveState& state, std::string content_type);

// Of a feed of the type `content_type`, or of the type that browsers show if one asks.
HttpHead feed_head(const ApiCall& call, const ArchiveState& state, const char* content_type);

// Whether the result depends on the current time: relative dates, ages. May be true unnecessarily, never false wrongly.
bool moves_with_clock(const RequestValues& values);

}  // namespace broadtape
