#include "searcher/search/article_lookup.h"

#include <fmt/core.h>

#include <algorithm>
#include <utility>

#include "common/archive/index_errors.h"
#include "common/archive/schema.h"
#include "common/error/error.h"

namespace broadtape {
namespace {

std::vector<std::string> ids_of(const Archive& archive, std::string_view prefix, std::size_t limit) {
  std::vector<std::string> ids;
  const std::string first = make_term(Field::kId, prefix);
  const std::size_t field_bytes = first.size() - prefix.size();
  if (limit == 0) return ids;
  archive.index().each_term(first, [&](const IndexedTerm& term) {
    ids.push_back(term.text.substr(field_bytes));
    return ids.size() < limit;
  });
  return ids;
}

struct Version {
  Article article;
  std::vector<std::string> flags;

  bool is_superseded() const { return std::find(flags.begin(), flags.end(), kSupersededFlag) != flags.end(); }
  // Sorts the current version first, then by age, newest first. Versions from the same run have the same age, so the
  // date decides between them rather than their position in the index.
  bool stands_before(const Version& other) const {
    if (is_superseded() != other.is_superseded()) return other.is_superseded();
    const auto age = [](const Version& v) {
      return std::pair(v.article.first_seen_s, v.article.published ? v.article.published->utc_s : 0);
    };
    return age(*this) > age(other);
  }
};

// Reads the article of a document that the index has under `id`. Posting lists have no checksums, so a damaged one can
// name the document of another article.
Article article_with_id(const Archive& archive, DocumentNumber document, const std::string& id) {
  Article article = archive.article(document);
  if (article.id == id) return article;
  throw Error(
      ErrorKind::kCorrupt,
      fmt::format("the index has document {} under the id {}, but its article has the id {}", document, id, article.id),
      "find the damage with: tape-index verify");
}

std::optional<ArticleVersions> versions_of(const Archive& archive, const std::string& id) {
  std::vector<Version> versions;
  const IndexReader index = archive.index();
  for (const DocumentNumber document : index.first_documents_with(make_term(Field::kId, id)))
    versions.push_back({article_with_id(archive, document, id), flag_names(index, document)});
  std::stable_sort(versions.begin(), versions.end(),
                   [](const Version& a, const Version& b) { return a.stands_before(b); });
  if (versions.empty()) return std::nullopt;
  ArticleVersions result;
  for (Version& version : versions) {
    result.flags.push_back(std::move(version.flags));
    if (result.flags.size() == 1) {
      result.current = std::move(version.article);
    } else {
      result.earlier.push_back(std::move(version.article));
    }
  }
  return result;
}

}  // namespace

std::vector<std::string> find_ids(const Archive& archive, std::string_view prefix, std::size_t limit) {
  return with_read_errors(archive, [&] { return ids_of(archive, prefix, limit); });
}

std::vector<std::string> flag_names(const IndexReader& index, DocumentNumber document) {
  std::vector<std::string> names;
  const std::string prefix = make_term(Field::kFlag, "");
  index.each_term_of(document, prefix, [&](const std::string& term, std::uint64_t) {
    if (!term.starts_with(prefix)) return false;
    names.push_back(term.substr(prefix.size()));
    return true;
  });
  return names;
}

std::optional<ArticleVersions> find_versions(const Archive& archive, const std::string& id) {
  return with_read_errors(archive, [&] { return versions_of(archive, id); });
}

}  // namespace broadtape
