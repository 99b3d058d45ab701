// Terminal capabilities of an output: width, colour, hyperlinks.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace broadtape {

// An output file.
struct Screen {
  bool terminal = false;
  std::size_t columns = 0;  // 0: unknown
  std::size_t rows = 0;     // 0: unknown
};

Screen screen_of(int file);

// The value of a variable, or "" if unset.
using Environment = std::function<std::string(const char* name)>;

std::string process_environment(const char* name);

enum class When : std::uint8_t { kAuto, kAlways, kNever };

// Parses the value of `option`: auto, always or never. Throws Error(kUsage), which names the option, for any other
// word.
When when_of(std::string_view option, std::string_view word);

// Columns for text: $COLUMNS, else the width of the terminal, else 100; clamped to 60 to 200, because longer lines are
// hard to read.
std::size_t text_width(const Screen& screen, const Environment& environment);

// kAuto: on a terminal that is not dumb, unless NO_COLOR is set (https://no-color.org).
bool wants_colour(When when, const Screen& screen, const Environment& environment);

// Whether to emit OSC 8 hyperlinks. kAuto: on a terminal that is known to support them.
bool wants_hyperlinks(When when, const Screen& screen, const Environment& environment);

}  // namespace broadtape
