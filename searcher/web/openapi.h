// The OpenAPI 3.1 description of the API, generated from the tables of routes and parameters and from docs/schema.
#pragma once

#include <nlohmann/json_fwd.hpp>

namespace broadtape {

nlohmann::ordered_json openapi_document(const std::string& base);

}  // namespace broadtape
