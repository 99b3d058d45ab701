// Which of the known names was probably meant: of options, fields, formats.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace broadtape {

// Letters to insert, delete, replace or swap with their neighbour to make `b` of `a` (optimal string alignment); bytes.
std::size_t edit_distance(std::string_view a, std::string_view b);

// The first of the names with the fewest edits, if a third of the letters of `written` will do, and two at most;
// otherwise empty. A name that `written` begins counts as one edit away, from three letters on.
std::string_view nearest_name(std::string_view written, const std::vector<std::string_view>& names);

}  // namespace broadtape
