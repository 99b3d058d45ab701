// The message for a place in a query that cannot be understood.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "common/error/error.h"

namespace broadtape {

// Error(kQuery): `message`, then the line of the query around byte `at`, then a caret under it. Its place() is
// `at`. Requires valid UTF-8.
Error query_error(std::string_view query, std::size_t at, const std::string& message, const std::string& hint = {});

}  // namespace broadtape
