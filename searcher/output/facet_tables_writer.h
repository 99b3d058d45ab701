// Facets beside the archive's own counts.
#pragma once

#include <ostream>
#include <string>
#include <vector>

#include "searcher/output/format.h"
#include "searcher/views/facet_tables.h"

namespace broadtape {

void write_text(const FacetTables& tables, const TextStyle& style, std::ostream& out);
Json json_of(const FacetTables& tables);
std::vector<std::string> columns_of(const FacetTables& tables);
// A row for each value of each facet; articles without a value are in json alone.
void write_rows(const FacetTables& tables, RowWriter& rows);

}  // namespace broadtape
