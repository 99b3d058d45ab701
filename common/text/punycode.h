// Punycode (RFC 3492), in which names of hosts spell letters that are not ASCII.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace broadtape {

// The label that `encoded` (without its `xn--`) spells, as UTF-8; nothing when it spells none.
std::optional<std::string> decode_punycode(std::string_view encoded);

}  // namespace broadtape
