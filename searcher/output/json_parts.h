// Parts that the JSON of several views shares. Times are RFC 3339 UTC.
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

// null if undated; only the date if the time is unknown.
Json json_instant(const std::optional<Instant>& when);

// Rounded to four decimals; further decimals differ between machines.
double rounded(double number);

Json json_pieces(const std::vector<Piece>& pieces);

// The name of the company that `article` mentions, by its key or else as the article writes it; empty if unknown.
std::string company_name(const TickerMention& mention, const Article& article);

// Adds the member "name" to an object about a company if the directory has its symbol today.
void add_company_name(const std::string& symbol, Json& object);

// The member "query" of every answer.
Json json_query(const QuerySummary& summary);

}  // namespace broadtape
