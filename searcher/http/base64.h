// Base64 (RFC 4648): standard for basic authentication, and with the URL-safe alphabet.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace broadtape {

// URL-safe alphabet (`-`, `_`), without padding.
std::string encode_base64url(std::string_view bytes);

// Accepts either alphabet, with or without padding; nullopt if invalid.
std::optional<std::string> decode_base64(std::string_view text);

}  // namespace broadtape
