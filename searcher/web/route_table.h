// The routes of the API: one table for dispatching, parameter checks (the parameters are in searcher/request) and the
// OpenAPI description.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "searcher/http/site.h"
#include "searcher/request/parameters.h"

namespace broadtape {

struct ApiCall;

struct ApiRoute {
  std::string_view path;  // below kApiBase: "/articles/{id}", or with one of the other words in braces
  std::string_view name;  // for logs and metrics
  std::uint32_t bit;
  Lane lane;
  std::string_view summary;  // one line, for the OpenAPI description
  // The schema of the answer: a file of docs/schema without its extension. May be empty.
  std::string_view schema;
  void (*answer)(ApiCall& call);  // null: answered in the server's process, news_site.cc
  // What the answer depends on beside the request and the archive's segments; null: nothing.
  std::string (*depends)(const ApiCall& call) = nullptr;
  std::size_t post_bytes = 0;  // the largest body of a POST; 0: none is accepted
};

inline constexpr std::string_view kApiBase = "/api/v1";

extern const std::vector<ApiRoute> kApiRoutes;

struct RouteMatch {
  const ApiRoute* route = nullptr;  // null: not a path of the API
  std::string id;                   // the value of the place in braces
};

// For a path such as "/api/v1/articles/mzxw6ytboi3dgnbv".
RouteMatch find_route(std::string_view path);

}  // namespace broadtape
