// Serves the files of the web page and others that browsers request.
#pragma once

#include <optional>

#include "searcher/http/message.h"

namespace broadtape {

// The path of the style sheet of feeds.
inline constexpr const char* kFeedStyle = "/styles/feed.css";

// The file at the request's path, "/" being index.html; nullopt if it does not exist.
std::optional<HttpAnswer> page_file(const HttpRequest& request);

}  // namespace broadtape
