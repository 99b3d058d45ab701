// Articles like another one.
#pragma once

#include <ostream>
#include <string>
#include <vector>

#include "searcher/output/format.h"
#include "searcher/views/similar.h"

namespace broadtape {

void write_text(const SimilarAnswer& answer, const TextStyle& style, std::ostream& out);
Json json_of(const SimilarAnswer& answer);
std::vector<std::string> columns_of(const SimilarAnswer& answer);
void write_rows(const SimilarAnswer& answer, RowWriter& rows);

}  // namespace broadtape
