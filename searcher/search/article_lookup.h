// Finds an article by its id.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/archive/archive.h"

namespace broadtape {

inline constexpr std::size_t kMinIdPrefix = 4;

// The ids with the prefix `prefix`, in order, at most `limit`. Throws as with_read_errors() does.
std::vector<std::string> find_ids(const Archive& archive, std::string_view prefix, std::size_t limit);

struct ArticleVersions {
  Article current;
  std::vector<Article> earlier;  // newest first
  // Of the current version, then of the earlier ones; names as in `is:`.
  std::vector<std::vector<std::string>> flags = {};
};

// The flags of a version's document, in alphabetical order.
std::vector<std::string> flag_names(const IndexReader& index, DocumentNumber document);

// nullopt if the archive does not have the article. Throws as with_read_errors() and Archive::article() do.
std::optional<ArticleVersions> find_versions(const Archive& archive, const std::string& id);

}  // namespace broadtape
