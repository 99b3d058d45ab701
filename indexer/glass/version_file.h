// The version file of a glass database: the root of each table, and statistics of all documents together.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>

#include "indexer/glass/table_writer.h"

namespace broadtape::glass {

// `<folder>/<table>.glass`
std::string table_path(const std::string& folder, Table table);

struct DatabaseStatistics {
  std::uint32_t documents = 0;  // numbered from 1 without gaps
  std::uint64_t total_length = 0;
  std::uint32_t shortest = 0;  // the least length above 0; 0 when all documents are empty
  std::uint32_t longest = 0;
  std::uint32_t largest_wdf = 0;
};

// Makes the tables in `folder` a database. Throws Error(kUnwritable).
void write_version_file(const std::string& folder, const std::array<TableRoot, kTables>& tables,
                        const DatabaseStatistics& statistics);

// A table as the version file describes it.
struct StoredTable {
  std::uint32_t root = 0;  // the number of a block
  unsigned level = 0;      // of the root
  bool has_file = false;
  std::uint64_t entries = 0;
  std::size_t block_bytes = 0;
};
struct StoredDatabase {
  std::array<StoredTable, kTableCompressMin.size()> tables;  // those of kTableNames, position, spelling, synonym
  DatabaseStatistics statistics;
  bool has_gaps;  // between the numbers of its documents
};

// Reads databases that Xapian wrote, too. Empty when the version file has another format date than kFormatDate.
// Throws Error(kUnwritable) when the version file of the database in `folder` cannot be read, Error(kCorrupt) when it
// is cut off or not a version file.
std::optional<StoredDatabase> read_version_file(const std::string& folder);

}  // namespace broadtape::glass
