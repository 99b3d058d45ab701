// What the beginning of a word may be completed to.
#pragma once

#include "searcher/output/row_writer.h"
#include "searcher/views/suggestions.h"

namespace broadtape {

// docs/schema/suggest.json
Json json_of(const SuggestAnswer& answer);

}  // namespace broadtape
