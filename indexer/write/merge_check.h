// Proves that copies and merges are complete before their sources are removed. Xapian treats a table that it cannot
// open as empty, and merges it without an error.
#pragma once

#include <string>
#include <vector>

namespace broadtape {

// Reads every file of the database in `folder` and compares it with its checksum, if the database has checksums.
// Throws Error(kUnwritable) when a file cannot be read, Error(kCorrupt) when it differs from what was published.
void require_sound_files(const std::string& folder);

// Copies the segment in the folder `from` to `to`, without its checksums, so that the copy can be changed.
// Throws Error(kUnwritable), Error(kCorrupt) when the copy differs from what was published.
void copy_segment(const std::string& from, const std::string& to);

// How the database at `merged` differs from its `parts`, a sentence without its full stop; empty when it does not.
// Compares the number of documents, the number of the last one, the entries of each table, the total length, and a
// sample of documents of each part with their records, terms, postings and positions. Compares every document when the
// tables have a format whose entries cannot be counted.
// Throws Error(kUnwritable) when a system call fails, Error(kCorrupt) for damage.
std::string merge_problem(const std::vector<std::string>& parts, const std::string& merged);

}  // namespace broadtape
