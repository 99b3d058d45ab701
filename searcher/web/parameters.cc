#include "searcher/web/parameters.h"

#include <fmt/format.h>

#include <algorithm>

#include "common/text/nearest_name.h"
#include "searcher/web/url.h"

namespace broadtape {
namespace {

const ParameterRow& require_row(const RequestValues& values, const std::string& name, const ApiRoute& route) {
  if (const ParameterRow* const row = values.find(name)) return *row;
  std::vector<std::string_view> names;
  for (const ParameterRow& row : request_parameters()) {
    if (row.routes & route.bit) names.push_back(row.name);
  }
  const std::string_view nearest = nearest_name(name, names);
  throw RequestError(name, fmt::format("{} has no parameter '{}'", route.path, name),
                     (nearest.empty() ? "" : fmt::format("did you mean {}? ", nearest)) +
                         (names.empty() ? "it takes none" : fmt::format("it takes {}", fmt::join(names, ", "))));
}

}  // namespace

Problem problem_of(const RequestError& error) {
  Problem problem{ProblemType::kParameter, error.what(), error.hint(), error.parameter()};
  problem.position = error.place();  // in the date, which is ASCII up to the error
  return problem;
}

RequestValues values_of(std::string_view target, const ApiRoute& route) {
  try {
    RequestValues values(Front::kApi, route.bit);
    for (auto& [name, value] : query_pairs(target)) values.add(require_row(values, name, route), std::move(value));
    return values;
  } catch (const RequestError& error) {
    throw Refusal{problem_of(error)};
  }
}

std::string canonical(const RequestValues& values, std::initializer_list<std::string_view> without) {
  std::string text;
  for (const auto& [name, texts] : values.all()) {
    if (std::find(without.begin(), without.end(), name) != without.end()) continue;
    for (const std::string& value : texts) text += encode_url(name) + "=" + encode_url(value) + "&";
  }
  return text;
}

}  // namespace broadtape
