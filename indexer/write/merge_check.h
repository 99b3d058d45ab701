// Proves that copies and merges hold what they were made of, before anything is removed. Xapian takes a table that it
// cannot open for an empty one, and merges it without a word.
#pragma once

#include <string>
#include <vector>

namespace broadtape {

// Reads every file of the database in `folder`, and compares them with its checksums where it has them.
// Throws Error(kUnwritable) when one cannot be read, Error(kCorrupt) when one is not as it was published.
void require_sound_files(const std::string& folder);

// Copies the segment in the folder `from` to `to`, where it may then be changed, without its checksums.
// Throws Error(kUnwritable), Error(kCorrupt) when the copy is not what was published.
void copy_segment(const std::string& from, const std::string& to);

// Compares the database at `merged` with `parts`, of which it was made: the number of documents and of the last one,
// the entries of each table, the total length, and a sample of documents of each part with their records, terms,
// postings and positions. Throws Error(kUnwritable) where they differ.
void check_merge(const std::vector<std::string>& parts, const std::string& merged);

}  // namespace broadtape
