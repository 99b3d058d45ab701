// A connection to a SQLite database from an untrusted source.
#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <memory>
#include <string>

#include "indexer/input/byte_source.h"
#include "indexer/input/spooled_source.h"
#include "indexer/readers/table/sqlite_system.h"

namespace broadtape {

using SqliteStatement = std::unique_ptr<sqlite3_stmt, int (*)(sqlite3_stmt*)>;

// The text of a column in the row that `statement` is at.
std::string text_of_column(sqlite3_stmt* statement, int column);

class SqliteConnection {
 public:
  // Copies `bytes` to a temporary file, the only one that SQLite can open. Throws Error(kInput) for damage, and as
  // SpooledSource.
  explicit SqliteConnection(ByteSource& bytes);
  ~SqliteConnection();
  SqliteConnection(const SqliteConnection&) = delete;
  SqliteConnection& operator=(const SqliteConnection&) = delete;

  const SpooledSource& file() const { return file_; }

  // Only tables can be selected. Throws Error(kInput) for damage.
  SqliteStatement prepare(const std::string& sql) const;

  // Goes to the next row; false at the end. Throws Error(kInput) for damage, Error(kTooLarge) if all statements
  // together take far more steps than the size of the file explains.
  bool step(sqlite3_stmt* statement) const;

  // Passes each row of `sql`, as a statement that is at it, to `take`. Throws as prepare() and step().
  template <class Take>
  void each_row(const std::string& sql, Take&& take) const {
    const SqliteStatement statement = prepare(sql);
    while (step(statement.get())) take(statement.get());
  }

 private:
  [[noreturn]] void fail() const;
  static int on_steps(void* self);
  void configure();

  SpooledSource file_;
  SqliteSystem system_{file_};
  sqlite3* db_ = nullptr;
  std::uint64_t steps_left_ = 0;
};

}  // namespace broadtape
