// Headers that are lists (RFC 9110, section 5.6.1).
#pragma once

#include <string_view>
#include <vector>

namespace broadtape {

// The parts between separators outside of double quotes, without the blanks around them. Empty text has no part.
std::vector<std::string_view> list_parts(std::string_view text, char separator = ',');

}  // namespace broadtape
