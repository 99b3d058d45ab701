// Merges databases into one, as Xapian's compaction does, with two differences: the chunks of a posting list become
// full again, which makes a segment of many parts a tenth smaller, and the tables are written by two threads.
#pragma once

#include <string>
#include <vector>

namespace broadtape::glass {

// Writes the documents of the databases in the folders `parts`, in their order, as a new database in the folder `path`.
// Metadata of the same key are those of the first. False, with `path` removed, if a part has something that
// docs/glass-format.md does not describe, or gaps between the numbers of its documents. Throws Error(kUnwritable),
// Error(kCorrupt) as read_version_file().
//
// Memory: a leaf of each table, and the longest posting list.
bool merge_databases(const std::vector<std::string>& parts, const std::string& path);

}  // namespace broadtape::glass
