// Writes the columns of a segment (common/archive/columns.h) from its database. The same segment always gives the same
// bytes.
#pragma once

#include <string>

namespace broadtape {

// Writes the file `columns` of the segment in the folder `segment`, in place of another. The segment may be in use:
// the new file appears whole, by a rename. A segment of an earlier release, or with gaps in its document numbers, gets
// none.
// Throws Error(kUnwritable), Error(kCorrupt) if the segment cannot be read.
void write_columns(const std::string& segment);

// How the file `columns` of the segment in the folder `segment` differs from what write_columns() writes, a sentence
// without its full stop; empty if it does not. Throws as write_columns() does.
std::string columns_problem(const std::string& segment);

}  // namespace broadtape
