// List-valued headers (RFC 9110, section 5.6.1).
#pragma once

#include <string_view>
#include <vector>

namespace broadtape {

// Splits at separators outside double quotes and trims blanks. Empty text has no parts.
std::vector<std::string_view> list_parts(std::string_view text, char separator = ',');

}  // namespace broadtape
