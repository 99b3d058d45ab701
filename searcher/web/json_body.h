// Requests as JSON: the body of a POST is an object whose members are the parameters of the path.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "searcher/web/route_table.h"

namespace broadtape {

// {"q": "oil", "ticker": ["XOM", "CVX"], "limit": 50}: the target of the GET that asks for the same. Values are texts,
// numbers, true, false, null for none, and lists of them. Throws Refusal for other bodies.
std::string target_of_body(const ApiRoute& route, std::string_view body);

struct BatchItem {
  std::string target;   // of a GET
  std::string path;     // as in the batch
  std::string refusal;  // why it cannot be asked for; empty if it can
};

// {"requests": [{"path": "/search", "q": "oil"}, ...]}: at most kMostBatch requests, each of a path with an answer in
// JSON. Without "path" it is /search. Throws Refusal for a body that is not such a list.
inline constexpr std::size_t kMostBatch = 100;
std::vector<BatchItem> batch_of_body(std::string_view body);

}  // namespace broadtape
