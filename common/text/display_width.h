// How many columns text takes on a terminal.
#pragma once

#include <cstddef>
#include <string_view>

namespace broadtape {

// Wide characters count two columns; combining and control characters none. Requires valid UTF-8.
std::size_t display_width(std::string_view text);
std::size_t display_width(char32_t code_point);

}  // namespace broadtape
