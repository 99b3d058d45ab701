#include "searcher/web/route_table.h"

#include <catch2/catch.hpp>
#include <set>

#include "tests/support/temp_folder.h"

using namespace broadtape;

TEST_CASE("Paths find their routes, whole ones only", "[web][routes]") {
  struct Case {
    const char* path;
    const char* route;  // null: none
    std::string id;
  };
  const Case cases[] = {
      {"/api/v1/search", "search", ""},
      {"/api/v1/healthz", "healthz", ""},
      {"/healthz", "healthz", ""},
      {"/metrics", "metrics", ""},
      {"/api/v1/openapi.json", "openapi", ""},
      {"/api/v1/articles/abc", "article", "abc"},
      {"/api/v1/articles/%61%2Fc", "article", "a/c"},
      {"/api/v1/similar/..", "similar", ".."},
      {"/api/v1/articles/", nullptr, ""},
      {"/api/v1/articles", nullptr, ""},
      {"/api/v1/articles/a/b", nullptr, ""},
      {"/api/v1/search/", nullptr, ""},
      {"/api/v1//search", nullptr, ""},
      {"/api/v1/Search", nullptr, ""},
      {"/api/v1/sear%63h", nullptr, ""},
      {"/api/v2/search", nullptr, ""},
      {"/api/v1", nullptr, ""},
      {"/api/v1search", nullptr, ""},
      {"/search", nullptr, ""},
      {"//api/v1/search", nullptr, ""},
      {"/x/../api/v1/search", nullptr, ""},
      {"/healthz/", nullptr, ""},
      {"/", nullptr, ""},
  };
  for (const Case& c : cases) {
    INFO(c.path);
    const RouteMatch match = find_route(c.path);
    CHECK((match.route ? std::string(match.route->name) : "none") == (c.route ? c.route : "none"));
    CHECK(match.id == c.id);
  }
}

TEST_CASE("The tables name each route and parameter once, and the documentation all of them", "[web][routes]") {
  const std::string documentation = read_file(BROADTAPE_ROOT "/docs/http-api.md");
  std::set<std::uint32_t> bits;
  std::set<std::string_view> paths, names;
  for (const ApiRoute& route : kApiRoutes) {
    INFO(route.path);
    CHECK(bits.insert(route.bit).second);
    CHECK(paths.insert(route.path).second);
    CHECK(names.insert(route.name).second);
    CHECK((route.lane == Lane::kHere) == (route.answer == nullptr));
    CHECK(documentation.find("`" + std::string(kApiBase) + std::string(route.path) + "`") != std::string::npos);
    std::set<std::string_view> parameters;
    for (const ParameterRow& row : kParameters) {
      if (row.routes & route.bit) CHECK(parameters.insert(row.name).second);
    }
  }
  for (const ParameterRow& row : kParameters) {
    INFO(row.name);
    CHECK(documentation.find("`" + std::string(row.name) + "`") != std::string::npos);
    for (const std::string_view sign : {"|", "<", "\n"}) CHECK(row.help.find(sign) == std::string_view::npos);
  }
}
