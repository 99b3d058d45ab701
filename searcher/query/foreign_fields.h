// The fields of other search tools, and how they are written here.
#pragma once

#include <string_view>

namespace broadtape {

// In `written`, `$` is the value, and `$$` the value with the rest of the query. Empty if there is nothing similar
// here.
struct ForeignField {
  std::string_view name, written;
};

// Case-insensitive; null if no tool of the table has such a field.
const ForeignField* find_foreign_field(std::string_view name);

// Likewise of functions with an argument in parentheses that are not fields: `ALLCAPS(it)`.
const ForeignField* find_foreign_function(std::string_view name);

}  // namespace broadtape
