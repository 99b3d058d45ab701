// A SQLite database from an untrusted source, for reading.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "indexer/input/byte_source.h"
#include "indexer/readers/table/table.h"

namespace broadtape {

class SqliteFile {
 public:
  // Copies `bytes` to a temporary file, the only one that SQLite can open: no journal, log, extension or other
  // database. Throws Error(kInput) for damage, and as SpooledSource.
  explicit SqliteFile(ByteSource& bytes);
  ~SqliteFile();

  // The tables, without those that SQLite and its virtual tables use themselves. They refer to this object, and their
  // rows are read in the order of the table. `names` finds the columns to look up in other tables. A table whose rows
  // have more text than the file has bytes is damaged.
  std::vector<Table> tables(const FieldNames& names);
  // The names of views and virtual tables, which could run anything and are not read.
  const std::vector<std::string>& unread() const;

  // Whether recent changes may be in a second file, the write-ahead log.
  bool has_log() const;
  // Whether rows that were read had values that are neither text nor numbers, which are left out.
  bool has_binary_values() const;

 private:
  struct Impl;  // keeps <sqlite3.h> out of this header
  std::unique_ptr<Impl> impl_;
};

}  // namespace broadtape
