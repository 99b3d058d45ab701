// Finds an article by its id.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/archive/archive.h"
#include "searcher/query/tree.h"

namespace broadtape {

inline constexpr std::size_t kMinIdPrefix = 4;

// The ids with the prefix `prefix`, in order, at most `limit`. Throws as with_read_errors() does.
std::vector<std::string> find_ids(const Archive& archive, std::string_view prefix, std::size_t limit);

// The ids of the articles with `text` as their id, as the identifier that their source gave, or as their address, in
// order; empty if there are none. Of articles without a source, whose identifiers count within their file, those of
// large files are found: files of one in kInputSample articles. Throws as find_ids() does.
inline constexpr std::size_t kInputSample = 100;
std::vector<std::string> ids_written_as(const Archive& archive, const std::string& text);

// Replaces the values of `id:` that are identifiers or addresses by ids.
void resolve_ids(Node& tree, const Archive& archive);

struct ArticleVersions {
  Article current;
  std::vector<Article> earlier;  // newest first
  // Of the current version, then of the earlier ones; names as in `is:`.
  std::vector<std::vector<std::string>> flags = {};
};

// The flags of a version's document, in alphabetical order. Throws Error(kCorrupt) for one that there is not.
std::vector<std::string> flag_names(const IndexReader& index, DocumentNumber document);

// The same with kWithdrawnFlag, unless the version is a notice. `withdrawn` is of its story.
std::vector<std::string> all_flag_names(const IndexReader& index, DocumentNumber document, bool withdrawn);

// The document of the version that is current, or was current at `as_of_s`. Throws Error(kUsage) if the archive does
// not have the article, or did not have it then, and Error(kCorrupt).
DocumentNumber require_version(const Archive& archive, const std::string& id, std::optional<std::int64_t> as_of_s);

// nullopt if the archive does not have the article. With `as_of_s`, the versions that it had then, the one that was
// current first, with the flags of then; nullopt if it did not have the article. Throws as with_read_errors() and
// Archive::article() do.
std::optional<ArticleVersions> find_versions(const Archive& archive, const std::string& id,
                                             std::optional<std::int64_t> as_of_s = std::nullopt);

}  // namespace broadtape
