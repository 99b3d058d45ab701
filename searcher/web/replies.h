// What the heads of the API's answers say: form, and how long a copy may be kept.
#pragma once

#include <string>

#include "searcher/output/format.h"
#include "searcher/web/api.h"

namespace broadtape {

// Names an answer by the archive's state and what was asked, so that a copy can be kept until either changes; empty
// when the archive's state cannot be known.
std::string entity_tag(const ApiCall& call, const ArchiveState& state);

// Whether If-None-Match names `tag`.
bool is_known(const std::string& if_none_match, const std::string& tag);

HttpHead answer_head(const ApiCall& call, const ArchiveState& state, Format format);
HttpHead answer_head(const ApiCall& call, const ArchiveState& state, std::string content_type);

// Whether what the request asks for moves with the clock: relative dates, ages. Rather too often than too seldom.
bool moves_with_clock(const RequestValues& values);

}  // namespace broadtape
