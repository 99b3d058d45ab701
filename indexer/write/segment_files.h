// Makes and merges segments on disk. A segment under construction lives in the archive's `incoming` folder.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "common/archive/dictionaries.h"

namespace broadtape {

// Writes a database without documents that has the metadata of a segment: schema and analysis versions, and the
// dictionary of `codec`, if any. A merge of it with batches is a segment.
void write_metadata_part(const std::string& path, const Dictionaries& dictionaries);

// Merges `parts`, in their order, into one compact database at `path`; metadata of the same key is taken from the
// first. Documents keep their order; unused numbers before the first and after the last document of a part are removed.
// Before the merge every file of every part is read and compared with its checksum, if it has one; afterwards the
// result is compared with the parts (see merge_check.h), so that they may be removed.
// Throws Error(kUnwritable), Error(kCorrupt) for a damaged part, Error(kTooNew) for a part in a format that Xapian does
// not read.
void merge_segments(const std::vector<std::string>& parts, const std::string& path);

// How many parts each of `concurrent` merges may take. A merge keeps the tables of all its parts open, so the limit on
// open files decides, which this raises as far as allowed.
std::size_t max_parts_per_merge(std::size_t concurrent);

}  // namespace broadtape
