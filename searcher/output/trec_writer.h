// Search results as a TREC run, the input of trec_eval and ir_measures: `query Q0 document rank score tag`.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "searcher/search/search_answer.h"

namespace broadtape {

// One line per hit, in order. The document is the article's external_id, or its id if there is none; blanks in names
// become underscores. Scores have six decimals and are strictly decreasing, because trec_eval sorts by score.
std::string trec_run(std::string_view query_id, const std::vector<Hit>& hits, std::string_view tag);

}  // namespace broadtape
