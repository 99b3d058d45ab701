// Checks of segment files. Xapian silently treats a table that it cannot open as empty, so that articles disappear;
// these functions detect missing and unopened tables.
#pragma once

#include <xapian.h>

#include <string>

namespace broadtape {

// Whether a file or folder exists at `path`. Throws Error(kUnwritable) with the system's reason if that cannot be
// determined.
bool is_there(const std::string& path);

// Reads the first byte of each file of the segment in the folder `path`; ignores missing files. Throws
// Error(kUnwritable) with the system's reason if an existing file cannot be read.
void require_readable_tables(const std::string& path);

// A required file that `segment`, opened from the folder `path`, lacks, or empty. Throws what Xapian throws, and as
// is_there().
std::string missing_table(const Xapian::Database& segment, const std::string& path);

// A table with entries that Xapian treats as empty in `segment`, or empty. Throws what Xapian throws.
std::string unopened_table(const Xapian::Database& segment);

}  // namespace broadtape
