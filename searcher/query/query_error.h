// Error messages that point to a position in a query.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "common/error/error.h"

namespace broadtape {

// The most bytes of a word or value of the query in a message.
inline constexpr std::size_t kMaxShownBytes = 60;

// Error(kQuery) with `message`, the line of the query around byte `at`, and a caret below it. Its place() is `at`.
// Requires valid UTF-8.
Error query_error(std::string_view query, std::size_t at, const std::string& message, const std::string& hint = {});

}  // namespace broadtape
