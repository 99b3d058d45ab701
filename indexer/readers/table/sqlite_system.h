// The file system that SQLite sees: one file that never changes.
#pragma once

#include <sqlite3.h>

#include <string>

#include "indexer/input/spooled_source.h"

namespace broadtape {

class SqliteSystem {
 public:
  // Registers the system under name(). `file` must outlive this. Every main database that is opened in it is `file`; no
  // other file exists or can be made.
  explicit SqliteSystem(const SpooledSource& file);
  ~SqliteSystem();
  SqliteSystem(const SqliteSystem&) = delete;
  SqliteSystem& operator=(const SqliteSystem&) = delete;

  const char* name() const { return name_.c_str(); }

 private:
  std::string name_;
  sqlite3_vfs system_;
};

}  // namespace broadtape
