// Parts that the JSON of several views shares. Times are RFC 3339 UTC.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "common/time/instant.h"
#include "searcher/output/row_writer.h"
#include "searcher/search/query_summary.h"
#include "searcher/search/search_answer.h"
#include "searcher/search/shown_companies.h"
#include "searcher/views/facet_tables.h"

namespace broadtape {

// null if undated; only the date if the time is unknown.
Json json_instant(const std::optional<Instant>& when);

// Rounded to four decimals; further decimals differ between machines.
double rounded(double number);

Json json_pieces(const std::vector<Piece>& pieces);

// The member "companies" of an article.
Json json_companies(const std::vector<ShownCompany>& companies);

// Adds the members "key" and "name" to an object about a value of a facet, FacetValue or FacetTableValue, if it is a
// company and has them.
template <class Value>
void add_company(const Value& value, Json& object) {
  if (!value.company.empty()) object["key"] = value.company;
  if (!value.name.empty()) object["name"] = value.name;
}

// A facet of an answer with `total` articles.
Json json_facet(const FacetTable& table, std::uint64_t total);

// The symbols of `companies`, as the member "tickers" has them.
std::vector<std::string> symbols_of(const std::vector<ShownCompany>& companies);

// The member "query" of every answer.
Json json_query(const QuerySummary& summary);

}  // namespace broadtape
