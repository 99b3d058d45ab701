// The options of verbs that give ranked results.
#pragma once

#include <cstdint>
#include <string>

#include "searcher/commands/options.h"
#include "searcher/output/result_fields.h"
#include "searcher/search/search_request.h"

namespace broadtape {

// All but --limit, whose default is the verb's. Throws Error(kUsage).
SearchRequest search_request_of(const Options& options);

// --recency in seconds; 0 when it is not given. Throws Error(kUsage).
std::int64_t halflife_of(const Options& options, const QueryClock& clock);

// --limit: a number, or "all". Throws Error(kUsage).
std::uint64_t limit_of(const Options& options, std::uint64_t otherwise);

// --fields. Throws Error(kUsage).
FieldList fields_of(const Options& options, Format format);

// "relevance", "newest", "oldest" or "stored". Throws Error(kUsage) for anything else, which names `what` takes those.
Sort find_sort(const std::string& what, const std::string& text);

}  // namespace broadtape
