#include "indexer/glass/mapped_table.h"

#include <cerrno>

#include "indexer/glass/table_writer.h"

namespace broadtape::glass {
namespace {

std::optional<MappedFile> mapped(const std::string& path, const StoredTable& table) {
  if (!table.has_file) return std::nullopt;
  std::optional<MappedFile> file = MappedFile::open(path);
  if (!file && errno == ENOENT) throw NotUnderstood();
  if (!file) throw_unreadable(path);
  return file;
}

}  // namespace

MappedTable::MappedTable(const std::string& folder, const StoredDatabase& database, Table table,
                         std::string_view prefix)
    : file_(mapped(table_path(folder, table), database.tables[table])),
      reader_(bytes(), database.tables[table], prefix) {}

bool MappedTable::next() {
  const std::string_view leaf = reader_.leaf();
  const bool is_there = reader_.next();
  if (!leaf.empty() && leaf.data() != reader_.leaf().data()) file_->release(leaf);
  return is_there;
}

}  // namespace broadtape::glass
