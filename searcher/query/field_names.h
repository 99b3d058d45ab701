// Warnings for a name before a colon that is not a field.
#pragma once

#include <string>
#include <string_view>

namespace broadtape {

// Says, in a sentence without full stop, that the field does not exist, and which field was probably meant or which
// fields exist.
std::string unknown_field_warning(std::string_view name);

// The field one edit away from `name`, or with `name` as a synonym in other search tools: `tiker` and `symbol` give
// "ticker". Empty if there is no such field.
std::string nearest_field(std::string_view name);

}  // namespace broadtape
