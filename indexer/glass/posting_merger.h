// Merges tables of postings: the lists of terms and of lengths, the values of slots and their statistics, and metadata.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "indexer/glass/table_writer.h"
#include "indexer/glass/version_file.h"

namespace broadtape::glass {

// A database that is merged with others.
struct Part {
  std::string folder;
  StoredDatabase database;
  std::uint32_t documents_before;  // in the parts before it
};

// Writes the lists of all parts, in their order, to `table`. The chunks of a list are joined until they are full; of
// metadata of the same key those of the first part are kept. Throws NotUnderstood, Error(kUnwritable).
void merge_postings(const std::vector<Part>& parts, TableWriter& table);

}  // namespace broadtape::glass
