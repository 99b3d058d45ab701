// How a query was understood: the head of every answer.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "searcher/query/tree.h"

namespace broadtape {

struct QuerySummary {
  std::string text;                     // as given, invalid UTF-8 replaced
  std::string parsed;                   // as understood
  std::optional<std::int64_t> since_s;  // the dates that hold for all results, both inside
  std::optional<std::int64_t> until_s;
  Match match = Match::kAll;  // the rule in force: kAny also when nothing had all the words
  std::vector<std::string> warnings;
  std::uint64_t undated_left_out = 0;  // articles without a date that the query would find but for its dates
};

}  // namespace broadtape
