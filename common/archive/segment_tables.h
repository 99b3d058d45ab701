// The files of a segment. Xapian takes a table that it cannot open, for whatever reason, for an empty one, so that
// articles vanish without a word: whether each table is there and open has to be found out beside Xapian.
#pragma once

#include <xapian.h>

#include <string>

namespace broadtape {

// Whether there is a file or folder at `path`. Throws Error(kUnwritable) with the system's reason when that cannot be
// found out.
bool is_there(const std::string& path);

// Opens each file of the segment in the folder `path` and reads its first byte; files that are absent are passed over.
// Throws Error(kUnwritable) with the system's reason for one that is there and cannot be read.
void require_readable_tables(const std::string& path);

// The name of a file that `segment`, opened from the folder `path`, needs and lacks; empty when it has them all.
// Throws what Xapian throws, Error(kUnwritable) as is_there().
std::string missing_table(const Xapian::Database& segment, const std::string& path);

// The name of a table that has entries but that Xapian holds for empty in `segment`; empty when there is none.
// Throws what Xapian throws.
std::string unopened_table(const Xapian::Database& segment);

}  // namespace broadtape
