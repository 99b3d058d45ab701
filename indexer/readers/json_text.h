// One JSON value from untrusted text: limited in depth, and forgiving of what archives really contain.
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

// `text` is valid UTF-8, with at most kMaxJsonValues values. NaN and Infinity are read as null, halves of surrogate
// pairs as U+FFFD, and raw line ends and tabs inside strings as themselves. Of an object's equal names the last one
// counts.
JsonResult parse_json(const std::string& text);

}  // namespace broadtape
