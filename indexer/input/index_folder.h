// Recognises archives and Xapian databases by their files, so that a walk over a folder does not read them as news.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace broadtape {

enum class IndexKind { kNone, kArchive, kXapian };

struct IndexPlace {
  IndexKind kind = IndexKind::kNone;
  std::string folder;  // as the user would find it
};

// What the folder at `path` is. An archive is one from its first run on, finished or not.
IndexKind index_kind(const std::string& path);

// Whether the entry `name` of a folder of this kind is part of the index; a user may keep news beside it.
bool is_index_entry(IndexKind kind, std::string_view name);

// The index that the file or folder at `path` is a part of, symbolic links resolved. `own_archive` counts as an archive
// whatever is in it; empty for none.
std::optional<IndexPlace> index_around(const std::string& path, const std::string& own_archive);

// The same for a member of a tar or zip file, told by its path and its first bytes (kContainerHeadBytes at least, where
// it has as many); `folder` is the member's folder that the index is in, empty for the top.
std::optional<IndexPlace> index_of_member(std::string_view member_path, std::string_view head);

// "the archive at news/archive"
std::string describe(const IndexPlace& place);

}  // namespace broadtape
