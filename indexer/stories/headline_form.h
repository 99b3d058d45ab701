// Headlines as wires send them again: `UPDATE 2-`, `CORRECTED-`, `REFILE:`, `(RPT)`.
#pragma once

#include <string_view>

namespace broadtape {

// `headline` without the marks in front that say which version of a report it is, and without white space at its ends:
// "Fed holds rates" of "WRAPUP 3-UPDATE 2: Fed holds rates". A headline of such marks alone is left as it is.
std::string_view without_version_marks(std::string_view headline);

// What the marks in front say that the report is to an earlier one; nothing for a headline of marks alone.
struct VersionMarks {
  bool correction = false;  // CORRECTED, REFILE, CLARIFICATION and their forms
  bool update = false;      // UPDATE, ADDS, RECASTS and their forms

  friend bool operator==(const VersionMarks&, const VersionMarks&) = default;
};
VersionMarks version_marks(std::string_view headline);

}  // namespace broadtape
