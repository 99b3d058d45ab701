#include "searcher/web/route_table.h"

#include <catch2/catch.hpp>
#include <set>

#include "tests/support/temp_folder.h"

using namespace broadtape;

namespace {

std::string joined(const std::vector<std::string>& parts) {
  std::string all;
  for (const std::string& part : parts) all += (all.empty() ? "" : ", ") + part;
  return all;
}

std::string routes_of(const ParameterRow& row) {
  std::vector<std::string> names;
  for (const ApiRoute& route : kApiRoutes) {
    if (row.routes & route.bit) names.emplace_back(route.name);
  }
  return joined(names);
}

std::string value_of(const ParameterRow& row) {
  std::vector<std::string> words;
  for (const std::string_view word : words_of(row.words)) words.push_back("`" + std::string(word) + "`");
  switch (row.form) {
    case ParameterForm::kNumber:
      return row.page_most == 0
                 ? "0 to " + std::to_string(row.api_most)
                 : "0 to " + std::to_string(row.page_most) + "; in jsonl and csv 0 to " + std::to_string(row.api_most);
    case ParameterForm::kFlag:
      return "`true`, `false`";
    case ParameterForm::kWord:
      return joined(words);
    case ParameterForm::kWords:
      return "list of " + joined(words);
    case ParameterForm::kText:
      break;
  }
  return row.occurs == Occurs::kOnce ? "text" : row.occurs == Occurs::kList ? "list" : "texts";
}

// The rows of docs/http-api.md, section Parameters.
std::string parameter_table() {
  std::string table;
  for (const ParameterRow& row : request_parameters()) {
    if (row.routes == 0) continue;
    table +=
        "| `" + std::string(row.name) + "` | " + routes_of(row) + " | " + value_of(row) + " | " + row.api_help + " |\n";
  }
  return table;
}

}  // namespace

TEST_CASE("The documentation has the table of parameters as the rows make it", "[web][routes]") {
  const std::string documentation = read_file(BROADTAPE_ROOT "/docs/http-api.md");
  CHECK_THAT(documentation, Catch::Contains(parameter_table()));
}

TEST_CASE("Paths find their routes, whole ones only", "[web][routes]") {
  struct Case {
    const char* path;
    const char* route;  // null if there is no route
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
      {"/api/v1/saved", "saved", ""},
      {"/api/v1/saved/oil", "news", "oil"},
      {"/api/v1/saved/oil.atom", "news-feed", "oil"},
      {"/api/v1/saved/oil.json", "news", "oil.json"},
      {"/api/v1/saved/.atom", "news", ".atom"},
      {"/api/v1/saved/a/b.atom", nullptr, ""},
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
    CHECK((route.lane == Lane::kHere || route.bit == kBatchRoute) == (route.answer == nullptr));
    CHECK(documentation.find("`" + std::string(kApiBase) + std::string(route.path) + "`") != std::string::npos);
    std::set<std::string_view> parameters;
    for (const ParameterRow& row : request_parameters()) {
      if (row.routes & route.bit) CHECK(parameters.insert(row.name).second);
    }
  }
  for (const ParameterRow& row : request_parameters()) {
    if (row.routes == 0) continue;
    INFO(row.name);
    CHECK(documentation.find("`" + std::string(row.name) + "`") != std::string::npos);
    for (const std::string_view sign : {"|", "<", "\n"}) CHECK(row.api_help.find(sign) == std::string::npos);
  }
}
