#include "searcher/search/article_lookup.h"

#include <algorithm>

#include "common/archive/schema.h"
#include "searcher/search/search_errors.h"

namespace broadtape {
namespace {

std::vector<std::string> ids_of(const Archive& archive, std::string_view prefix, std::size_t limit) {
  std::vector<std::string> ids;
  const std::string first = make_term(Field::kId, prefix);
  const std::size_t field_bytes = first.size() - prefix.size();
  const Xapian::Database& database = archive.database();
  for (auto term = database.allterms_begin(first); term != database.allterms_end(first) && ids.size() < limit; ++term) {
    ids.push_back((*term).substr(field_bytes));
  }
  return ids;
}

std::optional<ArticleVersions> versions_of(const Archive& archive, const std::string& id) {
  struct Version {
    bool superseded;
    Article article;
  };
  std::vector<Version> versions;
  const Xapian::Database& database = archive.database();
  const std::string term = make_term(Field::kId, id);
  const std::string superseded = make_term(Field::kFlag, kSupersededFlag);
  for (auto posting = database.postlist_begin(term); posting != database.postlist_end(term); ++posting) {
    auto flag = database.termlist_begin(*posting);
    flag.skip_to(superseded);
    const bool is_superseded = flag != database.termlist_end(*posting) && *flag == superseded;
    versions.push_back({is_superseded, archive.article(*posting)});
  }
  std::stable_sort(versions.begin(), versions.end(), [](const Version& a, const Version& b) {
    return a.superseded != b.superseded ? b.superseded : a.article.first_seen_s > b.article.first_seen_s;
  });
  if (versions.empty()) return std::nullopt;
  ArticleVersions result;
  result.current = std::move(versions.front().article);
  for (std::size_t i = 1; i < versions.size(); ++i) result.earlier.push_back(std::move(versions[i].article));
  return result;
}

}  // namespace

std::vector<std::string> find_ids(const Archive& archive, std::string_view prefix, std::size_t limit) {
  return searching(archive, [&] { return ids_of(archive, prefix, limit); });
}

std::optional<ArticleVersions> find_versions(const Archive& archive, const std::string& id) {
  return searching(archive, [&] { return versions_of(archive, id); });
}

}  // namespace broadtape
