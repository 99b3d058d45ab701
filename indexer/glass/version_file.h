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

// The number of entries of each table of a database, as its version file gives it.
using TableEntries = std::array<std::uint64_t, kTables>;

// Reads databases that Xapian wrote, too. Empty when the version file has another format date than kFormatDate.
// Throws Error(kUnwritable) when the version file of the database in `folder` cannot be read, Error(kCorrupt) when it
// is cut off or not a version file.
std::optional<TableEntries> read_table_entries(const std::string& folder);

}  // namespace broadtape::glass
