// What folder and archive walks skip: hidden files, documentation, and archives and Xapian databases.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace broadtape {

// Whether to skip a file or member: hidden ones (`.DS_Store`, `.git/config`, `._x`), files added by macOS
// (`__MACOSX/x`), and documentation (`README.txt`, `LICENSE`, `lewis.dtd`).
bool is_skipped_name(std::string_view path);

enum class IndexKind { kNone, kArchive, kXapian };

struct IndexPlace {
  IndexKind kind = IndexKind::kNone;
  std::string folder;  // as the user would specify it
};

// The kind of the folder at `path`. An archive is recognised from the start of its first run.
IndexKind index_kind(const std::string& path);

// Whether the entry `name` of a folder of this kind is part of the index; the folder may also contain news.
bool is_index_entry(IndexKind kind, std::string_view name);

// The index that contains the file or folder at `path`, after resolving symbolic links. `own_archive` (may be empty)
// always counts as an archive.
std::optional<IndexPlace> index_around(const std::string& path, const std::string& own_archive);

// The same for a member of a tar or zip file, by its path and its first kContainerHeadBytes bytes. The `folder` of the
// result is inside the archive, empty for its top.
std::optional<IndexPlace> index_of_member(std::string_view member_path, std::string_view head);

// "the archive at news/archive"
std::string describe(const IndexPlace& place);

}  // namespace broadtape
