#include "indexer/glass/merge.h"

#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <exception>
#include <future>
#include <optional>
#include <string_view>

#include "common/archive/durable_files.h"
#include "indexer/glass/mapped_table.h"
#include "indexer/glass/packing.h"
#include "indexer/glass/posting_merger.h"
#include "indexer/glass/table_writer.h"

namespace broadtape::glass {
namespace {

// Records, or lists of documents' terms: the keys are the numbers of documents, with something after it.
void merge_by_document(const std::vector<Part>& parts, Table table, TableWriter& merged) {
  std::string key;
  for (const Part& part : parts) {
    MappedTable source(part.folder, part.database, table);
    while (source.next()) {
      std::string_view rest = source.entry().key();
      key.clear();
      append_sorted_uint(key, take_sorted_uint(rest) + part.documents_before);
      key += rest;
      merged.add(key, source.entry().tag(), source.entry().is_compressed());
    }
  }
}

// The root of the table of `path`, merged of `parts`; none if no part has the table.
TableRoot merge_table(const std::vector<Part>& parts, Table table, const std::string& path) {
  const auto has_it = [&](const Part& part) { return part.database.tables[table].has_file; };
  if (std::none_of(parts.begin(), parts.end(), has_it)) return {};
  TableWriter merged(table_path(path, table));
  if (table == kPostlist) {
    merge_postings(parts, merged);
  } else {
    merge_by_document(parts, table, merged);
  }
  return merged.finish();
}

// Throws NotUnderstood for one that has gaps or other tables.
std::vector<Part> read_parts(const std::vector<std::string>& folders, DatabaseStatistics& all) {
  std::vector<Part> parts;
  for (const std::string& folder : folders) {
    const std::optional<StoredDatabase> database = read_version_file(folder);
    if (!database || database->has_gaps) throw NotUnderstood();
    for (std::size_t table = kTables; table < database->tables.size(); ++table) {
      if (database->tables[table].entries > 0) throw NotUnderstood();
    }
    parts.push_back({folder, *database, all.documents});
    const DatabaseStatistics& part = database->statistics;
    all.documents += part.documents;
    all.total_length += part.total_length;
    if (part.shortest > 0) all.shortest = all.shortest == 0 ? part.shortest : std::min(all.shortest, part.shortest);
    all.longest = std::max(all.longest, part.longest);
    all.largest_wdf = std::max(all.largest_wdf, part.largest_wdf);
  }
  return parts;
}

void merge_understood(const std::vector<std::string>& folders, const std::string& path) {
  DatabaseStatistics statistics;
  const std::vector<Part> parts = read_parts(folders, statistics);
  std::array<TableRoot, kTables> roots;
  std::future<void> others = std::async(std::launch::async, [&] {
    for (const Table table : {kDocdata, kTermlist}) roots[table] = merge_table(parts, table, path);
  });
  std::exception_ptr failure;
  try {
    roots[kPostlist] = merge_table(parts, kPostlist, path);
  } catch (...) {
    failure = std::current_exception();
  }
  others.get();
  if (failure) std::rethrow_exception(failure);
  write_version_file(path, roots, statistics);
}

}  // namespace

bool merge_databases(const std::vector<std::string>& parts, const std::string& path) {
  if (::mkdir(path.c_str(), 0777) != 0 && errno != EEXIST) throw_unwritable(path);
  try {
    merge_understood(parts, path);
    return true;
  } catch (const NotUnderstood&) {
    remove_tree(path);
    return false;
  }
}

}  // namespace broadtape::glass
