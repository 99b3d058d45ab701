// What the JSON of several views has in common. Times are RFC 3339 UTC.
#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "common/time/instant.h"
#include "searcher/output/row_writer.h"
#include "searcher/search/query_summary.h"
#include "searcher/search/search_answer.h"

namespace broadtape {

// null when undated; a day alone when no more is known.
Json json_instant(const std::optional<Instant>& when);

// To four decimals: further ones differ between machines.
double rounded(double number);

Json json_pieces(const std::vector<Piece>& pieces);

// The member "name" of an object about a company, where today's symbol directory knows its symbol.
void add_company_name(const std::string& symbol, Json& object);

// The member "query" of every answer.
Json json_query(const QuerySummary& summary);

}  // namespace broadtape
