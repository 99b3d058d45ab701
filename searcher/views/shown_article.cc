#include "searcher/views/shown_article.h"

#include <optional>
#include <utility>

#include "common/archive/index_errors.h"
#include "searcher/search/match_terms.h"
#include "searcher/search/prepared_query.h"
#include "searcher/search/snippet.h"

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

}  // namespace

ShownArticles show_articles(const Archive& archive, Analyser& analyser, const std::vector<std::string>& ids,
                            const QueryRequest& highlight) {
  return with_read_errors(archive, [&] {
    ShownArticles shown;
    for (const std::string& id : ids) {
      if (std::optional<ArticleVersions> versions = find_versions(archive, id))
        shown.articles.push_back({std::move(*versions), {}, {}});
    }
    if (!highlight.text.empty()) mark(shown, archive, analyser, highlight);
    return shown;
  });
}

}  // namespace broadtape
