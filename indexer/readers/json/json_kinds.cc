#include <algorithm>
#include <iterator>
#include <string_view>

#include "indexer/readers/json/json.h"
#include "indexer/readers/text_layout.h"

namespace broadtape {
namespace {

struct JsonKindRow {
  std::string_view name;
  std::string_view all[2];  // members that it has; empty: no further one
  std::string_view any[8];  // of which it has one
};
constexpr JsonKindRow kJsonKinds[] = {
    {"the configuration of a package",
     {"name"},
     {"dependencies", "devDependencies", "peerDependencies", "require", "scripts", "engines", "manifest_version",
      "autoload"}},
    {"the configuration of a compiler", {"compilerOptions"}, {"compilerOptions"}},
    {"GeoJSON", {"type", "features"}, {"features"}},
    {"GeoJSON", {"type", "geometry"}, {"properties"}},
    {"a JSON schema", {"$schema"}, {"properties", "definitions", "$defs", "items", "oneOf", "anyOf"}},
    {"a description of an interface (OpenAPI)", {"info", "paths"}, {"openapi", "swagger"}},
    {"a notebook (Jupyter)", {"cells"}, {"nbformat"}},
    {"a web app manifest", {"name", "icons"}, {"start_url", "display", "short_name"}},
};

}  // namespace

std::string_view other_json_kind(const nlohmann::json& object) {
  const auto has = [&](std::string_view name) { return object.contains(name); };
  const auto is_kind = [&](const JsonKindRow& row) {
    const auto is_there = [&](std::string_view name) { return name.empty() || has(name); };
    return std::all_of(std::begin(row.all), std::end(row.all), is_there) &&
           std::any_of(std::begin(row.any), std::end(row.any), [&](auto name) { return !name.empty() && has(name); });
  };
  if (has("headline") || (has("title") && has("date"))) return {};  // an article
  const auto row = std::find_if(std::begin(kJsonKinds), std::end(kJsonKinds), is_kind);
  return row == std::end(kJsonKinds) ? std::string_view() : row->name;
}

}  // namespace broadtape
