// Unicode normalisation that keeps the accents and compatibility forms that fold() removes.
#pragma once

#include <string>
#include <string_view>

namespace broadtape {

// NFC. Requires and returns valid UTF-8.
std::string composed(std::string_view text);

// NFC of the simple lower-case mapping of each character.
std::string lowered(std::string_view text);

}  // namespace broadtape
