// What stands at the other end of the output, and what it can show.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace broadtape {

// A file that text is written to.
struct Screen {
  bool terminal = false;
  std::size_t columns = 0;  // 0: unknown
  std::size_t rows = 0;     // 0: unknown
};

Screen screen_of(int file);

// A variable's value, or "" where there is none.
using Environment = std::function<std::string(const char* name)>;

std::string process_environment(const char* name);

enum class When : std::uint8_t { kAuto, kAlways, kNever };

// Of an option's word: auto, always, never. Throws Error(kUsage) for another, naming the option.
When when_of(std::string_view option, std::string_view word);

// Columns for text: $COLUMNS, else the terminal's, else 100, and never below 60 or above 200, where lines are hard to
// read.
std::size_t text_width(const Screen& screen, const Environment& environment);

// kAuto: on a terminal that is not dumb, unless NO_COLOR has a value (https://no-color.org).
bool wants_colour(When when, const Screen& screen, const Environment& environment);

// Whether addresses are to be made clickable by OSC 8. kAuto: on a terminal that is known to show them.
bool wants_hyperlinks(When when, const Screen& screen, const Environment& environment);

}  // namespace broadtape
