// Punycode (RFC 3492), the ASCII encoding of international host names.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace broadtape {

// Decodes a label (without its `xn--`) to UTF-8; nullopt if `encoded` is invalid.
std::optional<std::string> decode_punycode(std::string_view encoded);

}  // namespace broadtape
