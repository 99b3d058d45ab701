// Bars and strips of Unicode blocks, for people.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "common/terminal/terminal_text.h"

namespace broadtape {

// The inks that tell the lines of a chart apart, in order, over and over.
Ink series_ink(std::size_t series);

// A bar to the eighth of a column for `count` where `most` fills `columns`; anything above zero shows. Not filled up.
std::string block_bar(double count, double most, std::size_t columns);

// `text` on the right of `columns`.
std::string right_aligned(const std::string& text, std::size_t columns);

// One block for each of `columns` stretches of `counts`, the fuller the higher, or one for each count when they are
// fewer; a blank where there is nothing.
std::string density_strip(const std::vector<std::uint64_t>& counts, std::size_t columns);

// "12.3 %", "0.04 %", "-" without a share.
std::string shown_percent(const std::optional<double>& percent);

}  // namespace broadtape
