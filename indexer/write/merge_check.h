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

// How the database at `merged` differs from `parts`, of which it was made, a sentence without its full stop; empty when
// it does not: the number of documents and of the last one, the entries of each table, the total length, and a sample
// of documents of each part with their records, terms, postings and positions are compared.
// Throws Error(kUnwritable) when a system call fails, Error(kCorrupt) for damage.
std::string merge_problem(const std::vector<std::string>& parts, const std::string& merged);

}  // namespace broadtape
