#include "searcher/views/shown_article.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "common/archive/index_errors.h"
#include "searcher/search/match_terms.h"
#include "searcher/search/prepared_query.h"
#include "searcher/search/snippet.h"
#include "searcher/search/story_lookup.h"

namespace broadtape {
namespace {

void mark(ShownArticles& shown, const Archive& archive, Analyser& analyser, const QueryRequest& highlight) {
  PreparedQuery prepared(archive, analyser, highlight);
  const MatchTerms terms(prepared.tree(), archive.index());
  SnippetMaker marker(terms, analyser);
  for (ShownArticle& article : shown.articles) {
    const Article& current = article.versions.current;
    article.title_pieces = marker.whole(current.title, MatchTerms::Part::kTitle);
    article.body_pieces = marker.whole(current.body, MatchTerms::Part::kBody);
  }
  shown.query = prepared.take_summary();
  shown.highlighted = true;
}

std::vector<VersionChanges> changes_of(const ArticleVersions& versions) {
  std::vector<VersionChanges> changes;
  const Article* after = &versions.current;
  for (const Article& before : versions.earlier) {
    changes.push_back({word_diff(before.title, after->title), word_diff(before.body, after->body)});
    after = &before;
  }
  return changes;
}

void add_story(const Archive& archive, ShownArticle& shown) {
  const IndexReader index = archive.index();
  const std::string& id = shown.versions.current.id;
  const std::string story = story_with(index, id);
  if (story.empty()) return;
  shown.story = read_story(archive, story);
  std::vector<std::pair<ReportTime, StoryMember>> members;
  for (const DocumentNumber document : story_articles(index, story)) {
    Article article = archive.article(index.document(document), RecordScope::kWithoutBody);
    if (article.id == id) continue;
    members.push_back(
        {{article.published, document},
         {std::move(article.id), std::move(article.title), std::move(article.source), article.published}});
  }
  std::sort(members.begin(), members.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  if (members.size() > kMaxShownMembers) members.resize(kMaxShownMembers);
  for (auto& [time, member] : members) shown.members.push_back(std::move(member));
}

}  // namespace

ShownArticles show_articles(const Archive& archive, Analyser& analyser, const std::vector<std::string>& ids,
                            const QueryRequest& highlight, const ShowParts& parts) {
  return with_read_errors(archive, [&] {
    ShownArticles shown;
    shown.whole_versions = parts.whole_versions;
    for (const std::string& id : ids) {
      std::optional<ArticleVersions> versions = find_versions(archive, id, parts.as_of_s);
      if (!versions) continue;
      shown.articles.push_back({std::move(*versions), {}, {}});
      if (parts.changes) shown.articles.back().changes = changes_of(shown.articles.back().versions);
      if (!parts.as_of_s) add_story(archive, shown.articles.back());
    }
    if (!highlight.text.empty()) mark(shown, archive, analyser, highlight);
    return shown;
  });
}

}  // namespace broadtape
