// What to say about a name before a colon that is no field.
#pragma once

#include <string>
#include <string_view>

namespace broadtape {

// A sentence without its full stop: that there is no such field, and which one was probably meant, or which there are.
std::string unknown_field_warning(std::string_view name);

// The field `name` stands for, if it is one letter away from it or a name that other search tools have for it: `tiker`
// and `symbol` are "ticker". Empty when none is near.
std::string nearest_field(std::string_view name);

}  // namespace broadtape
