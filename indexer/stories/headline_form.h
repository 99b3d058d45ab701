// Headlines as wires send them again: `UPDATE 2-`, `CORRECTED-`, `REFILE:`, `(RPT)`.
#pragma once

#include <string_view>

namespace broadtape {

// `headline` without the marks in front that say which version of a report it is, and without white space at its ends:
// "Fed holds rates" of "WRAPUP 3-UPDATE 2: Fed holds rates". A headline of such marks alone is left as it is.
std::string_view without_version_marks(std::string_view headline);

}  // namespace broadtape
