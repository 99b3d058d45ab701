// Whole articles with the words of a query marked.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "common/archive/archive.h"
#include "common/text/analyser.h"
#include "common/text/word_diff.h"
#include "searcher/search/article_lookup.h"
#include "searcher/search/query_request.h"
#include "searcher/search/query_summary.h"
#include "searcher/search/search_answer.h"

namespace broadtape {

struct VersionChanges {
  std::vector<DiffPiece> title;
  std::vector<DiffPiece> body;
};

// Another article of the story.
struct StoryMember {
  std::string id;
  std::string title;
  std::string source;
  std::optional<Instant> published;
};
inline constexpr std::size_t kMaxShownMembers = 20;

struct ShownArticle {
  ArticleVersions versions;
  // Of the current version; empty if there is no query.
  std::vector<Piece> title_pieces;
  std::vector<Piece> body_pieces;
  // From each of versions.earlier to the version after it; empty unless requested.
  std::vector<VersionChanges> changes = {};
  HitStory story = {};                    // its id is empty if the article is alone
  std::vector<StoryMember> members = {};  // the other articles of the story, at most kMaxShownMembers; first ones first
};

// What is shown in addition.
struct ShowParts {
  bool whole_versions = false;  // the text of earlier versions; JSON always has it
  bool changes = false;
  // The versions that the archive had then, without later ones and without the story, which may have later articles.
  std::optional<std::int64_t> as_of_s = {};
};

struct ShownArticles {
  bool highlighted = false;  // a query was given, even if it does not match
  QuerySummary query;        // the query whose words are marked
  std::vector<ShownArticle> articles;
  bool whole_versions = false;
};

// The articles with the complete ids `ids`, in that order; unknown ids, and with `as_of_s`
// those of articles that were added later, are skipped. Marks the words of `highlight`;
// without text, marks nothing.
// Throws as PreparedQuery does for `highlight`, and Error(kCorrupt) for a damaged article.
ShownArticles show_articles(const Archive& archive, Analyser& analyser, const std::vector<std::string>& ids,
                            const QueryRequest& highlight, const ShowParts& parts = {});

}  // namespace broadtape
