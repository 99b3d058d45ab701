#include "searcher/web/openapi.h"

#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <string_view>

#include "common/command_line/tables.h"
#include "searcher/web/embedded_files.h"
#include "searcher/web/json_body.h"
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

Json number_up_to(std::uint64_t most) {
  return {{"type", "integer"}, {"minimum", 0}, {"maximum", most}};
}

// Whether the form of the answer decides up to what the parameter goes.
bool is_limited_by_form(const ParameterRow& row, const ApiRoute& route) {
  return row.page_most > 0 && find_route_parameter("format", route.bit) != nullptr;
}

Json number_schema(const ParameterRow& row, const ApiRoute& route) {
  if (!is_limited_by_form(row, route)) return number_up_to(row.page_most == 0 ? row.api_most : row.page_most);
  const Json page = {{"title", "in json and feeds"}, {"maximum", row.page_most}};
  const Json stream = {{"title", "in jsonl and csv"}, {"maximum", row.api_most}};
  return {{"type", "integer"}, {"minimum", 0}, {"anyOf", {page, stream}}};
}

Json schema_of(const ParameterRow& row, const ApiRoute& route) {
  switch (row.form) {
    case ParameterForm::kNumber:
      return number_schema(row, route);
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

// Values of parameters that have an effect in any archive.
constexpr std::pair<std::string_view, std::string_view> kExamples[] = {
    {"q", "\"rate cut\" inflation"},
    {"since", "2025-01"},
    {"until", "2025-03-15"},
    {"ticker", "NVDA,AMD"},
    {"source", "Harbor Wire"},
    {"author", "lee"},
    {"label", "acq"},
    {"language", "en"},
    {"filter", "label:acq"},
    {"recency", "30d"},
    {"company", "general-motors"},
    {"fields", "+snippet"},
};

Json parameter(const ParameterRow& row, const ApiRoute& route) {
  const Json schema = schema_of(row, route);
  const bool is_array = schema["type"] == "array";
  Json object = {{"name", row.name}, {"in", "query"}, {"description", row.api_help}, {"schema", schema}};
  for (const auto& [name, example] : kExamples) {
    if (name == row.name && row.form == ParameterForm::kText)
      object["example"] = is_array ? Json::array({example}) : Json(example);
  }
  if (is_array) {
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

constexpr std::uint32_t kAllRoutes = ~0u;
constexpr std::uint32_t kIdRoutes = kArticleRoute | kSimilarRoute | kStoryRoute | kExplainRoute | kSavedRoute |
                                    kNewsRoute | kNewsFeedRoute;  // what they name may be missing

// Statuses beside 200 that a client has to handle, and the routes that have them.
struct StatusRow {
  int status;
  std::uint32_t routes;
  std::string_view description;
};
constexpr StatusRow kStatuses[] = {
    {304, kAllRoutes & ~(kMetricsRoute | kOpenApiRoute | kBatchRoute), "The answer is that of If-None-Match"},
    {400, kAllRoutes, "A parameter, or the query, is invalid"},
    {401, kAllRoutes & ~kHealthRoute,
     "A token is needed, or it is another one; a wrong token is answered with a delay"},
    {404, kIdRoutes, "There is no such article or saved search"},
    {410, kSearchRoute | kNewsRoute, "The snapshot of the cursor no longer exists"},
    {429, kAllRoutes & ~kHealthRoute,
     "Several wrong tokens came from this address; Retry-After says when to try again"},
    {503, kAllRoutes & ~(kMetricsRoute | kOpenApiRoute),
     "The server is busy, the search took too long, or the archive cannot be searched"},
};

Json responses(const ApiRoute& route, const Json& content, Schemas& schemas) {
  const Json problem = {{"application/problem+json", {{"schema", schemas.reference("problem")}}}};
  Json responses = {{"200", {{"description", "The answer"}, {"content", content}}}};
  for (const StatusRow& row : kStatuses) {
    if (!(row.routes & route.bit)) continue;
    Json response = {{"description", row.description}};
    if (row.status >= 400) response["content"] = problem;
    responses[std::to_string(row.status)] = std::move(response);
  }
  responses["default"] = {{"description", "What went wrong, as a problem (RFC 9457)"}, {"content", problem}};
  return responses;
}

// The body of a POST that the documentation of a route can show.
std::string_view example_of(const ApiRoute& route) {
  if (route.bit == kBatchRoute)
    return R"({"requests": [{"path": "/search", "q": "oil", "limit": 5}, {"path": "/timeline", "q": ["oil", "gas"]}]})";
  return R"({"q": "rate cut", "ticker": ["NVDA", "AMD"], "since": "2025-01", "limit": 50})";
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
    if (row.routes & route.bit) parameters.push_back(parameter(row, route));
  }
  return {{"operationId", route.name},
          {"summary", route.summary},
          {"parameters", parameters},
          {"responses", responses(route, content_of(route, schemas), schemas)}};
}

// The POST that asks for the same with its parameters as members of a JSON object.
Json post_operation(const ApiRoute& route, Schemas& schemas) {
  Json properties = Json::object(), of_pages = Json::object();
  for (const ParameterRow& row : request_parameters()) {
    if (!(row.routes & route.bit)) continue;
    Json property = schema_of(row, route);
    if (is_limited_by_form(row, route)) of_pages[std::string(row.name)] = number_up_to(row.page_most);
    property["description"] = row.api_help;
    properties[std::string(row.name)] = std::move(property);
  }
  Json body = {{"type", "object"}, {"additionalProperties", false}, {"properties", std::move(properties)}};
  if (!of_pages.empty()) {
    body["if"] = {{"properties", {{"format", {{"enum", {"jsonl", "csv"}}}}}}, {"required", {"format"}}};
    body["else"] = {{"properties", std::move(of_pages)}};
  }
  Json example = Json::parse(example_of(route));
  Json content = content_of(route, schemas);
  if (route.bit == kBatchRoute) {
    const Json request = {{"type", "object"}, {"properties", {{"path", {{"type", "string"}}}}}};
    body["properties"] = {{"requests", {{"type", "array"}, {"maxItems", kMostBatch}, {"items", request}}}};
    body["required"] = {"requests"};
    content = {{"application/jsonl", {{"schema", schemas.reference(route.schema)}}}};
  }
  const std::string id = std::string(route.name) + (route.bit == kBatchRoute ? "" : "-post");
  return {{"operationId", id},
          {"summary", route.summary},
          {"requestBody",
           {{"required", true},
            {"content", {{"application/json", {{"schema", std::move(body)}, {"example", std::move(example)}}}}}}},
          {"responses", responses(route, content, schemas)}};
}

}  // namespace

nlohmann::ordered_json openapi_document(const std::string& base) {
  Schemas schemas;
  Json paths = Json::object();
  for (const ApiRoute& route : kApiRoutes) {
    Json& path = paths[std::string(kApiBase) + std::string(route.path)] = Json::object();
    if (route.bit != kBatchRoute) path["get"] = operation(route, schemas);
    if (route.post_bytes > 0) path["post"] = post_operation(route, schemas);
  }
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
