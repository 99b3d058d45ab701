#include "searcher/web/json_body.h"

#include <fmt/format.h>

#include "searcher/web/parameters.h"
#include "searcher/web/url.h"

namespace broadtape {
namespace {

using BodyJson = nlohmann::json;

[[noreturn]] void refuse_body(const std::string& detail, const std::string& parameter = {}) {
  throw Refusal{{ProblemType::kRequest, detail,
                 "write an object with the parameters of the path, such as {\"q\": \"oil\", \"limit\": 50}",
                 parameter}};
}

BodyJson object_of(std::string_view body) {
  BodyJson object = BodyJson::parse(body, nullptr, false);
  if (!object.is_object()) refuse_body("the body is not a JSON object");
  return object;
}

std::string text_of_value(const std::string& name, const BodyJson& value) {
  if (value.is_string()) return value.get<std::string>();
  if (value.is_boolean() || value.is_number()) return value.dump();
  refuse_body(fmt::format("{} takes a text, a number, true or false, or a list of them", name), name);
}

// A member of a list with commas between its members.
std::string listed(const std::string& text) {
  if (text.find(',') == std::string::npos && !text.starts_with('"')) return text;
  std::string quoted = "\"";
  for (const char c : text) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + "\"";
}

// In the path, `{id}` is replaced by the member "id", and `{name}` by "name".
std::string target_of(const ApiRoute& route, const BodyJson& object) {
  std::string path(route.path), query;
  for (const auto& [name, value] : object.items()) {
    if (name == "path") continue;
    const std::size_t place = path.find("{" + name + "}");
    if (place != std::string::npos) {
      path.replace(place, name.size() + 2, encode_url(text_of_value(name, value)));
      continue;
    }
    const ParameterRow* const row = find_route_parameter(name, route.bit);
    const bool is_list = row && row->occurs == Occurs::kList;
    const auto add = [&, &key = name](const BodyJson& one, bool member) {
      if (one.is_null()) return;
      const std::string text = text_of_value(key, one);
      query +=
          (query.empty() ? "?" : "&") + encode_url(key) + "=" + encode_url(member && is_list ? listed(text) : text);
    };
    if (!value.is_array()) add(value, false);
    if (value.is_array()) {
      for (const BodyJson& one : value) add(one, true);
    }
  }
  return std::string(kApiBase) + path + query;
}

const ApiRoute* route_at(const std::string& path) {
  for (const ApiRoute& route : kApiRoutes) {
    if (route.path == path && route.lane == Lane::kSearch && !route.schema.empty()) return &route;
  }
  return nullptr;
}

BatchItem item_of(const BodyJson& request) {
  BatchItem item;
  if (!request.is_object()) {
    item.refusal = "a request is an object with the parameters of its path";
    return item;
  }
  const BodyJson path = request.value("path", BodyJson("/search"));
  item.path = path.is_string() ? path.get<std::string>() : path.dump();
  const ApiRoute* const route = route_at(item.path);
  if (!route) {
    item.refusal = "a batch has no path " + item.path;
  } else if (request.contains("format")) {
    item.refusal = "the answers of a batch are json, so it takes no format";
  } else {
    try {
      item.target = target_of(*route, request);
      if (item.target.substr(0, item.target.find('?')).find('{') != std::string::npos)
        item.refusal = item.path + " needs the member that it has in braces";
    } catch (const Refusal& refusal) {
      item.refusal = refusal.problem.detail;
    }
  }
  return item;
}

}  // namespace

std::string target_of_body(const ApiRoute& route, std::string_view body) {
  return target_of(route, object_of(body));
}

std::vector<BatchItem> batch_of_body(std::string_view body) {
  const BodyJson object = object_of(body);
  const auto requests = object.find("requests");
  if (object.size() != 1 || requests == object.end() || !requests->is_array())
    throw Refusal{
        {ProblemType::kRequest, "a batch has one member, the list \"requests\"",
         "write {\"requests\": [{\"path\": \"/search\", \"q\": \"oil\"}, {\"path\": \"/count\", \"q\": \"gas\"}]}"}};
  if (requests->size() > kMostBatch)
    throw Refusal{{ProblemType::kRequest,
                   fmt::format("a batch has at most {} requests, not {}", kMostBatch, requests->size()),
                   "send several batches"}};
  std::vector<BatchItem> items;
  for (const BodyJson& request : *requests) items.push_back(item_of(request));
  return items;
}

}  // namespace broadtape
