// One article of a ranked list, for people: rank and title, its facts, its snippet.
#pragma once

#include <ostream>
#include <string>
#include <vector>

#include "searcher/output/format.h"
#include "searcher/search/search_response.h"

namespace broadtape {

inline constexpr std::string_view kHitIndent = "    ";

// Rank and title, then source, time, tickers and id with `more_facts` behind them, then the snippet; no empty line at
// the end.
void write_hit(const Hit& hit, const std::vector<std::string>& more_facts, const TextStyle& style, std::ostream& out);

}  // namespace broadtape
