// Answers as a TREC run, the form that trec_eval and ir_measures read: `query Q0 document rank score tag`.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "searcher/search/search_answer.h"

namespace broadtape {

// A line for each hit, in order. The document is the article's external_id, or else its id; blanks in names become
// underscores. Scores have six decimals and fall strictly, because trec_eval sorts by them.
std::string trec_run(std::string_view query_id, const std::vector<Hit>& hits, std::string_view tag);

}  // namespace broadtape
