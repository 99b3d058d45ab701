// How a query was parsed: the head of every answer.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "searcher/query/tree.h"
#include "searcher/query/warning.h"

namespace broadtape {

struct QuerySummary {
  std::string text;                     // as given, with invalid UTF-8 replaced
  std::string parsed;                   // the normalised form
  std::vector<std::string> left_out;    // function words as written, which `parsed` does not have
  std::optional<std::int64_t> since_s;  // the date range of all results, inclusive
  std::optional<std::int64_t> until_s;
  Match match = Match::kAll;  // the rule applied: kAny also after falling back from kAll
  Warnings warnings;
  std::uint64_t undated_left_out = 0;  // undated articles that only the query's dates exclude
};

}  // namespace broadtape
