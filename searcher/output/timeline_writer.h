// Articles by period, drawn as bars, with peaks and their reasons.
#pragma once

#include <ostream>
#include <string>
#include <vector>

#include "searcher/output/format.h"
#include "searcher/views/timeline.h"

namespace broadtape {

void write_text(const Timeline& timeline, const TextStyle& style, std::ostream& out);
Json json_of(const Timeline& timeline);
// Rows of several queries have a column for the query.
std::vector<std::string> columns_of(const Timeline& timeline);
void write_rows(const Timeline& timeline, RowWriter& rows);

}  // namespace broadtape
