// The web page's files as answers, and what browsers ask for besides.
#pragma once

#include <optional>

#include "searcher/http/message.h"

namespace broadtape {

// The file at the request's path, "/" being index.html; nothing when there is none.
std::optional<HttpAnswer> page_file(const HttpRequest& request);

}  // namespace broadtape
