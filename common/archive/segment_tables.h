// The files of a segment. Xapian takes a table whose file is gone for an empty one, so their absence has to be found by
// name.
#pragma once

#include <xapian.h>

#include <string>

namespace broadtape {

// The name of a file that `segment`, opened from the folder `path`, needs and lacks; empty when it has them all.
// Throws what Xapian throws.
std::string missing_table(const Xapian::Database& segment, const std::string& path);

}  // namespace broadtape
