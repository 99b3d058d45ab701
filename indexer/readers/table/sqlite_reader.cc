#include <fmt/format.h>

#include "common/error/error.h"
#include "indexer/readers/forms.h"
#include "indexer/readers/table/sqlite_file.h"
#include "indexer/readers/text_layout.h"

namespace broadtape {

bool looks_like_sqlite(std::string_view head) {
  using namespace std::string_view_literals;
  return head.starts_with("SQLite format 3\0"sv);
}

void read_sqlite(ByteSource& source, const FieldNames& names, RecordOutput& output) {
  SqliteFile file(source);
  const std::vector<Table> tables = file.tables(names);
  if (!file.unread().empty()) {
    output.note(fmt::format("views and virtual tables are not read: {}", joined(file.unread(), ", ")));
  }
  if (tables.empty()) throw Error(ErrorKind::kInput, "is a SQLite database without tables");
  if (file.has_log()) {
    output.note(
        "changes in a write-ahead log beside the database are not read; sqlite3 FILE 'PRAGMA wal_checkpoint' "
        "moves them into it");
  }
  read_tables(tables, "table", names, output);
  if (file.has_binary_values()) output.note("binary values were left out");
}

}  // namespace broadtape
