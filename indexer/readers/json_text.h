// Parses a JSON value from untrusted text, with limits and tolerance for common errors in archives.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>

namespace broadtape {

struct JsonResult {
  std::optional<nlohmann::json> value;
  std::string reason;  // "not JSON: unexpected end of input at byte 412"
};

inline constexpr int kMaxJsonDepth = 64;

// Requires valid UTF-8. Rejects more than kMaxJsonValues values. Reads NaN and Infinity as null and unpaired surrogates
// as U+FFFD; accepts raw line ends and tabs in strings. Of duplicate names in an object the last one is kept.
JsonResult parse_json(const std::string& text);

}  // namespace broadtape
