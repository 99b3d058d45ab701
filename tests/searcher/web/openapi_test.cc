#include "searcher/web/openapi.h"

#include <catch2/catch.hpp>
#include <set>

#include "common/command_line/tables.h"
#include "searcher/web/route_table.h"
#include "tests/support/openapi_check.h"

using namespace broadtape;
using nlohmann::json;

namespace {

json document() {
  return json::parse(openapi_document("http://localhost:8321").dump());
}

}  // namespace

TEST_CASE("Every reference of the description leads somewhere in it", "[web][openapi]") {
  json whole = document();
  std::set<std::string> references;
  each_reference(whole, [&](json& reference) { references.insert(reference.get<std::string>()); });
  CHECK(references.size() > 20);
  for (const std::string& reference : references) {
    INFO(reference);
    REQUIRE(reference.starts_with("#/"));
    CHECK(whole.contains(json::json_pointer(reference.substr(1))));
  }
}

TEST_CASE("The description has every path with every parameter", "[web][openapi]") {
  const json whole = document();
  CHECK(whole["openapi"] == "3.1.0");
  CHECK(whole["paths"].size() == kApiRoutes.size());
  std::set<std::string> operations;
  for (const ApiRoute& route : kApiRoutes) {
    INFO(route.path);
    const json& path = whole["paths"].at(std::string(kApiBase) + std::string(route.path));
    CHECK(path.contains("post") == (route.post_bytes > 0));
    if (route.post_bytes > 0) {
      const json& post = path["post"];
      CHECK(operations.insert(post.at("operationId").get<std::string>()).second);
      const json& body = post["requestBody"]["content"]["application/json"];
      for (const auto& [name, value] : body["example"].items()) CHECK(body["schema"]["properties"].contains(name));
      CHECK(post["responses"].contains("200"));
    }
    CHECK(path.contains("get") == (route.bit != kBatchRoute));
    if (route.bit == kBatchRoute) continue;
    const json& operation = path.at("get");
    for (const char* status : {"400", "default"}) CHECK(operation["responses"].contains(status));
    CHECK(operation["responses"].contains("404") ==
          (route.path.find('{') != route.path.npos || route.name == "explain" || route.name == "saved"));
    CHECK(operation["responses"].contains("401") == (route.bit != kHealthRoute));
    CHECK(operations.insert(operation.at("operationId").get<std::string>()).second);
    CHECK(operation["responses"].contains("200"));
    CHECK(operation["responses"]["default"]["content"].contains("application/problem+json"));
    std::size_t expected = route.path.find("{") == std::string_view::npos ? 0 : 1;
    for (const ParameterRow& row : request_parameters()) expected += (row.routes & route.bit) != 0;
    CHECK(operation["parameters"].size() == expected);
    std::set<std::string> names;
    for (const json& parameter : operation["parameters"]) {
      INFO(parameter);
      CHECK(names.insert(parameter.at("in").get<std::string>() + " " + parameter.at("name").get<std::string>()).second);
      CHECK(!parameter.at("description").get<std::string>().empty());
      CHECK((parameter["in"] == "query" || parameter.at("required") == true));
    }
    for (const ParameterRow& row : request_parameters()) {
      if (!(row.routes & route.bit)) continue;
      REQUIRE(names.contains("query " + std::string(row.name)));
      for (const json& parameter : operation["parameters"]) {
        if (parameter["name"] != row.name) continue;
        const json& schema = parameter["schema"];
        if (row.form == ParameterForm::kNumber && row.page_most == 0) CHECK(schema["maximum"] == row.api_most);
        if (row.form == ParameterForm::kFlag) CHECK(schema["type"] == "boolean");
        if (row.form == ParameterForm::kWord) CHECK(schema["enum"].size() == words_of(row.words).size());
        if (row.form == ParameterForm::kWords) CHECK(schema["items"]["enum"].size() == words_of(row.words).size());
      }
    }
  }
}

TEST_CASE("The description says for each form how far a limit goes", "[web][openapi]") {
  const json paths = document()["paths"];
  const auto limit_of = [&](const char* path) {
    for (const json& parameter : paths.at(std::string(kApiBase) + path)["get"]["parameters"]) {
      if (parameter["name"] == "limit") return parameter["schema"];
    }
    return json();
  };
  for (const char* const path : {"/search", "/saved/{name}"}) {
    CAPTURE(path);
    CHECK(limit_of(path) == json::parse(R"({"type": "integer", "minimum": 0, "anyOf": [
        {"title": "in json and feeds", "maximum": 200}, {"title": "in jsonl and csv", "maximum": 1000000000}]})"));
  }
  CHECK(limit_of("/saved/{name}.atom")["maximum"] == 200);
  const json body =
      paths.at(std::string(kApiBase) + "/search")["post"]["requestBody"]["content"]["application/json"]["schema"];
  CHECK(body["if"]["properties"]["format"]["enum"] == json::parse(R"(["jsonl", "csv"])"));
  CHECK(body["else"]["properties"]["limit"]["maximum"] == 200);
}
