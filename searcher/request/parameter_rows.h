// The rows of request_parameters(), by subject.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "searcher/request/parameters.h"

namespace broadtape {

inline constexpr std::uint32_t kFilterVerbs = kQueryVerbs | kCoverageVerb;
inline constexpr std::uint32_t kFilterRoutes = kQueryRoutes | kCoverageRoute;

template <class Rows>
std::string names_of(const Rows& rows) {
  std::string names;
  for (const auto& row : rows) names += (names.empty() ? "" : " ") + std::string(row.name);
  return names;
}

std::vector<ParameterRow> query_rows();   // what matches
std::vector<ParameterRow> result_rows();  // order, size and fields of a list of results
std::vector<ParameterRow> view_rows();    // the other views
std::vector<ParameterRow> detail_rows();  // times, formats and limits

}  // namespace broadtape
