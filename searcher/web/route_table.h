// What can be asked for over HTTP: one table for dispatching, for checking parameters, and for the OpenAPI description.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "searcher/http/site.h"

namespace broadtape {

struct ApiCall;

inline constexpr std::uint64_t kMostPageResults = 200;
inline constexpr std::uint64_t kMostSuggestedValues = 50;  // of each kind

// Which routes take a parameter; one bit each.
enum RouteBit : std::uint32_t {
  kSearchRoute = 1,
  kCountRoute = 1u << 1,
  kFacetsRoute = 1u << 2,
  kTimelineRoute = 1u << 3,
  kTermsRoute = 1u << 4,
  kArticleRoute = 1u << 5,
  kSimilarRoute = 1u << 6,
  kExplainRoute = 1u << 7,
  kCoverageRoute = 1u << 8,
  kSuggestRoute = 1u << 9,
  kStatsRoute = 1u << 10,
  kHealthRoute = 1u << 11,
  kMetricsRoute = 1u << 12,
  kOpenApiRoute = 1u << 13,
};

// Those with a query and its filters.
inline constexpr std::uint32_t kQueryRoutes =
    kSearchRoute | kCountRoute | kFacetsRoute | kTimelineRoute | kTermsRoute | kSimilarRoute | kExplainRoute;
// Those whose answers are rows too.
inline constexpr std::uint32_t kRowRoutes = kQueryRoutes | kArticleRoute | kCoverageRoute;

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

enum class ParameterForm : std::uint8_t { kText, kNumber, kFlag, kWord, kWords };

struct ParameterRow {
  std::string_view name;
  std::uint32_t routes;
  ParameterForm form;
  bool repeatable;
  std::string_view help;        // one line
  std::string_view words = {};  // that it takes, with spaces between: of kWord and kWords
  std::uint64_t most = 0;       // of kNumber
};

extern const std::vector<ParameterRow> kParameters;

struct RouteMatch {
  const ApiRoute* route = nullptr;  // null: no path of the API
  std::string id;                   // what stands for {id}
};

// The route of a path, such as "/api/v1/articles/mzxw6ytboi3dgnbv".
RouteMatch find_route(std::string_view path);

}  // namespace broadtape
