// Suggestions for misspelt names of options, fields and formats.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace broadtape {

// The number of insertions, deletions, substitutions and adjacent transpositions that turn `a` into `b` (optimal string
// alignment), in bytes.
std::size_t edit_distance(std::string_view a, std::string_view b);

// The first name with the smallest edit distance, if that is at most two and at most a third of the length of
// `written`; otherwise empty. A name that has `written` (three letters or more) as a prefix counts as distance one.
std::string_view nearest_name(std::string_view written, const std::vector<std::string_view>& names);

}  // namespace broadtape
