// The width of text on a terminal.
#pragma once

#include <cstddef>
#include <string_view>

namespace broadtape {

// In columns: two for wide characters, zero for combining and control characters. Requires valid UTF-8.
std::size_t display_width(std::string_view text);
std::size_t display_width(char32_t code_point);

}  // namespace broadtape
