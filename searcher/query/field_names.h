// The error for a name before a colon that is not a field, with the query that was probably meant.
#pragma once

#include <cstddef>
#include <string_view>

#include "common/error/error.h"

namespace broadtape {

// `name` begins at byte `at` of `query`; `value` is what follows its colon, as written: `NVDA`, `"Harbor Wire"`, or
// empty before a group.
// Error(kQuery) whose hint has the field with that value (`ticker:NVDA`, `date:1987-06..`) if `name` is misspelt or the
// name of a field in another search tool, otherwise the fields that exist; and how to search for the text itself.
Error unknown_field_error(std::string_view query, std::size_t at, std::string_view name, std::string_view value);

}  // namespace broadtape
