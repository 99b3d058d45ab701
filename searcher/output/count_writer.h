// How many articles each query finds: one number alone, or a line for each query.
#pragma once

#include <ostream>
#include <string>
#include <vector>

#include "searcher/output/format.h"
#include "searcher/views/match_count.h"

namespace broadtape {

void write_text(const MatchCounts& counts, const TextStyle& style, std::ostream& out);
Json json_of(const MatchCounts& counts);
std::vector<std::string> columns_of(const MatchCounts& counts);
void write_rows(const MatchCounts& counts, RowWriter& rows);

}  // namespace broadtape
