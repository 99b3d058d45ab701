// The version file `iamglass` of a glass database: where the root of each table is, and figures of all documents
// together.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "indexer/glass/table_writer.h"

namespace broadtape::glass {

enum Table { kPostlist, kDocdata, kTermlist, kPosition, kTables };

// "postlist", and so on.
std::string_view table_name(Table table);

// `<folder>/<table>.glass`
std::string table_path(const std::string& folder, Table table);

struct DatabaseFigures {
  std::uint32_t documents = 0;  // numbered from 1 without gaps
  std::uint64_t total_length = 0;
  std::uint32_t shortest = 0;  // length of a document that has one, 0 for none
  std::uint32_t longest = 0;
  std::uint32_t largest_wdf = 0;
};

// Makes the tables in `folder` a database. Throws Error(kUnwritable).
void write_version_file(const std::string& folder, const std::array<TableRoot, kTables>& tables,
                        const DatabaseFigures& figures);

// How many entries each table of a database has, as its version file says. Xapian's own databases are read as well.
using TableEntries = std::array<std::uint64_t, kTables>;

// Throws Error(kUnwritable) when the version file of the database in `folder` cannot be read, Error(kCorrupt) when it
// is cut off or of another format.
TableEntries read_table_entries(const std::string& folder);

}  // namespace broadtape::glass
