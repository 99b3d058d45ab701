// The routes of the API: one table for dispatching, for checking parameters (searcher/request has theirs), and for the
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
  std::string_view path;  // below kApiBase, "/articles/{id}"
  std::string_view name;  // for log and metrics
  std::uint32_t bit;
  Lane lane;
  std::string_view summary;       // one line, for the description
  std::string_view schema;        // the answer's, in docs/schema without its ending; empty: none
  void (*answer)(ApiCall& call);  // null: in the server's process, site.cc
};

inline constexpr std::string_view kApiBase = "/api/v1";

extern const std::vector<ApiRoute> kApiRoutes;

struct RouteMatch {
  const ApiRoute* route = nullptr;  // null: no path of the API
  std::string id;                   // what stands for {id}
};

// The route of a path, such as "/api/v1/articles/mzxw6ytboi3dgnbv".
RouteMatch find_route(std::string_view path);

}  // namespace broadtape
