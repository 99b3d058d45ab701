// Base64 (RFC 4648): of basic authentication, and with the alphabet for URLs.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace broadtape {

// With the alphabet for URLs (`-`, `_`), without padding.
std::string encode_base64url(std::string_view bytes);

// Either alphabet, with or without padding; nothing for what is none.
std::optional<std::string> decode_base64(std::string_view text);

}  // namespace broadtape
