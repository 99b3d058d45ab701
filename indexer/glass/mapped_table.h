// The entries of a table of a database in the order of their keys, read from its file, which is mapped. What was read
// needs no memory.
//
// Threads: not shared.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "common/archive/mapped_file.h"
#include "indexer/glass/table_reader.h"
#include "indexer/glass/version_file.h"

namespace broadtape::glass {

class MappedTable {
 public:
  // Of the database in `folder`; only entries whose keys begin with `prefix`. All functions throw NotUnderstood; this
  // one also throws Error(kUnwritable) if the system does not let it read the file.
  MappedTable(const std::string& folder, const StoredDatabase& database, Table table, std::string_view prefix = {});
  MappedTable(const MappedTable&) = delete;
  MappedTable& operator=(const MappedTable&) = delete;

  // Goes to the next entry, at first to the first one; false at the end.
  bool next();

  const TableReader& entry() const { return reader_; }  // the present one
  std::string_view bytes() const { return file_ ? file_->bytes() : std::string_view(); }

 private:
  std::optional<MappedFile> file_;  // if the table has one
  TableReader reader_;
};

}  // namespace broadtape::glass
