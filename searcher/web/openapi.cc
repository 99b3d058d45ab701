#include "searcher/web/openapi.h"

#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <string_view>

#include "common/command_line/tables.h"
#include "searcher/web/embedded_files.h"
#include "searcher/web/route_table.h"

namespace broadtape {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kSchemas = "#/components/schemas/";
constexpr std::string_view kSchemaEnding = ".json";

constexpr std::pair<std::string_view, std::string_view> kPathParameters[] = {
    {"id", "The article's id, whole"},
    {"name", "The name of a saved search"},
};

// The required schemas of docs/schema. Each definition in a file becomes a separate component, FILE_NAME, since many
// tools do not resolve nested definitions.
class Schemas {
 public:
  Json reference(std::string_view name) {
    add(std::string(name));
    return {{"$ref", std::string(kSchemas) + std::string(name)}};
  }
  Json take() { return std::move(schemas_); }

 private:
  void add(const std::string& name) {
    if (!added_.insert(name).second) return;
    Json schema = Json::parse(embedded_schema(name + std::string(kSchemaEnding)));
    schema.erase("$schema");
    Json definitions = schema.value("definitions", Json::object());
    schema.erase("definitions");
    for (auto& [key, definition] : definitions.items()) put(name, name + "_" + key, std::move(definition));
    put(name, name, std::move(schema));
  }

  void put(const std::string& file, const std::string& component, Json schema) {
    adapt(file, schema);
    schemas_[component] = std::move(schema);
  }

  void adapt(const std::string& file, Json& value) {
    if (value.is_array()) {
      for (Json& member : value) adapt(file, member);
    } else if (value.is_object()) {
      for (auto& [key, member] : value.items()) {
        if (key == "$ref" && member.is_string()) {
          member = adapted(file, member.get<std::string>());
        } else {
          adapt(file, member);
        }
      }
    }
  }

  // The component of "common.json#/definitions/query", or of "#/definitions/row" in `file`.
  std::string adapted(const std::string& file, const std::string& reference) {
    const std::size_t hash = std::min(reference.find('#'), reference.size());
    const std::string other = reference.substr(0, hash);
    const std::string name = other.empty() ? file : other.substr(0, other.size() - kSchemaEnding.size());
    add(name);
    const std::size_t slash = reference.rfind('/');
    return std::string(kSchemas) + name + (slash == std::string::npos ? "" : "_" + reference.substr(slash + 1));
  }

  std::set<std::string> added_;
  Json schemas_ = Json::object();
};

Json words(std::string_view list) {
  Json array = Json::array();
  for (const std::string_view word : words_of(list)) array.push_back(word);
  return array;
}

Json schema_of(const ParameterRow& row) {
  switch (row.form) {
    case ParameterForm::kNumber:
      return {{"type", "integer"}, {"minimum", 0}, {"maximum", row.api_most}};
    case ParameterForm::kFlag:
      return {{"type", "boolean"}};
    case ParameterForm::kWord:
      return {{"type", "string"}, {"enum", words(row.words)}};
    case ParameterForm::kWords:
      return {{"type", "array"}, {"items", {{"type", "string"}, {"enum", words(row.words)}}}};
    case ParameterForm::kText:
      break;
  }
  return row.occurs != Occurs::kOnce ? Json{{"type", "array"}, {"items", {{"type", "string"}}}}
                                     : Json{{"type", "string"}};
}

Json parameter(const ParameterRow& row) {
  const Json schema = schema_of(row);
  Json object = {{"name", row.name}, {"in", "query"}, {"description", row.api_help}, {"schema", schema}};
  if (schema["type"] == "array") {
    object["style"] = "form";
    object["explode"] = row.occurs == Occurs::kRepeated;  // lists are comma-separated
  }
  return object;
}

std::string_view type_of(std::string_view format) {
  constexpr std::pair<std::string_view, std::string_view> kTypes[] = {{"jsonl", "application/jsonl"},
                                                                      {"csv", "text/csv"},
                                                                      {"rss", "application/rss+xml"},
                                                                      {"atom", "application/atom+xml"}};
  for (const auto& [name, type] : kTypes) {
    if (name == format) return type;
  }
  return "application/json";
}

Json content_of(const ApiRoute& route, Schemas& schemas) {
  if (route.bit == kNewsFeedRoute) return {{"application/atom+xml", {{"schema", {{"type", "string"}}}}}};
  if (route.bit == kMetricsRoute) return {{"text/plain", {{"schema", {{"type", "string"}}}}}};
  if (route.schema.empty()) return {{"application/json", {{"schema", {{"type", "object"}}}}}};
  Json content = {{"application/json", {{"schema", schemas.reference(route.schema)}}}};
  const ParameterRow* const formats = find_route_parameter("format", route.bit);
  for (const std::string_view format : words_of(formats ? std::string_view(formats->words) : std::string_view())) {
    if (format != "json") content[std::string(type_of(format))] = {{"schema", {{"type", "string"}}}};
  }
  return content;
}

Json operation(const ApiRoute& route, Schemas& schemas) {
  Json parameters = Json::array();
  for (const auto& [name, description] : kPathParameters) {
    if (route.path.find("{" + std::string(name) + "}") == std::string_view::npos) continue;
    parameters.push_back({{"name", name},
                          {"in", "path"},
                          {"required", true},
                          {"description", description},
                          {"schema", {{"type", "string"}}}});
  }
  for (const ParameterRow& row : request_parameters()) {
    if (row.routes & route.bit) parameters.push_back(parameter(row));
  }
  const Json problem = {{"description", "What went wrong, as a problem (RFC 9457)"},
                        {"content", {{"application/problem+json", {{"schema", schemas.reference("problem")}}}}}};
  Json wrong_token = problem, throttled = problem;
  wrong_token["description"] = "A token is needed, or it is another one; the answer to a wrong token is delayed";
  throttled["description"] = "Several wrong tokens came from this address; Retry-After says when to try again";
  return {{"operationId", route.name},
          {"summary", route.summary},
          {"parameters", parameters},
          {"responses",
           {{"200", {{"description", "The answer"}, {"content", content_of(route, schemas)}}},
            {"401", wrong_token},
            {"429", throttled},
            {"default", problem}}}};
}

}  // namespace

nlohmann::ordered_json openapi_document(const std::string& base) {
  Schemas schemas;
  Json paths = Json::object();
  for (const ApiRoute& route : kApiRoutes)
    paths[std::string(kApiBase) + std::string(route.path)] = {{"get", operation(route, schemas)}};
  return {
      {"openapi", "3.1.0"},
      {"info",
       {{"title", "Broadtape"},
        {"version", BROADTAPE_VERSION},
        {"summary", "Full-text search of a financial news archive"},
        {"license", {{"name", "GPL-2.0-or-later"}, {"identifier", "GPL-2.0-or-later"}}}}},
      {"servers", Json::array({{{"url", base}}})},
      {"security", Json::array({Json::object(), {{"bearer", Json::array()}}, {{"basic", Json::array()}}})},
      {"paths", paths},
      {"components",
       {{"schemas", schemas.take()},
        {"securitySchemes",
         {{"bearer", {{"type", "http"}, {"scheme", "bearer"}}}, {"basic", {{"type", "http"}, {"scheme", "basic"}}}}}}}};
}

}  // namespace broadtape
