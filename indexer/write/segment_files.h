// Makes and merges segments on disk. A segment under construction lives in the archive's `incoming` folder.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "common/archive/codec.h"

namespace broadtape {

// Writes a database without documents that holds what a segment must tell of itself: schema and analysis versions, and
// the dictionary of `codec`, if any. Merged with batches, it makes them a segment.
void write_metadata_part(const std::string& path, const Codec& codec);

// Merges `parts`, in their order, into one compact database at `path`; metadata of the same key is taken from the
// first. Documents keep their order; numbers below a part's first document and after its last are closed up.
// Every file of every part is read and, where it has checksums, compared with them before; afterwards the result is
// compared with the parts (see merge_check.h), so that they may be removed.
// Throws Error(kUnwritable), Error(kCorrupt) for a damaged part, Error(kTooNew) for a part in a format that Xapian does
// not read.
void merge_segments(const std::vector<std::string>& parts, const std::string& path);

// How many parts each of `concurrent` merges may take. Merging keeps the tables of every part open at once, so this
// goes by the limit on open files, which it raises as far as that is allowed.
std::size_t max_parts_per_merge(std::size_t concurrent);

}  // namespace broadtape
