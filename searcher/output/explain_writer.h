// How a query is carried out, and why an article is found.
#pragma once

#include <ostream>
#include <string>
#include <vector>

#include "searcher/output/format.h"
#include "searcher/views/explain.h"

namespace broadtape {

void write_text(const ExplainAnswer& answer, const TextStyle& style, std::ostream& out);
Json json_of(const ExplainAnswer& answer);
std::vector<std::string> columns_of(const ExplainAnswer& answer);
// The parts of the tree, each before those in it.
void write_rows(const ExplainAnswer& answer, RowWriter& rows);

}  // namespace broadtape
