#include "indexer/glass/merge_source.h"

#include <cerrno>

#include "indexer/glass/table_writer.h"

namespace broadtape::glass {

std::optional<MappedFile> Source::mapped(const Part& part, Table table) {
  if (!part.database.tables[table].has_file) return std::nullopt;
  std::optional<MappedFile> file = MappedFile::open(table_path(part.folder, table));
  if (!file && errno == ENOENT) throw NotUnderstood();
  if (!file) throw_unreadable(table_path(part.folder, table));
  return file;
}

}  // namespace broadtape::glass
