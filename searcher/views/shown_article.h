// Whole articles with the words of a query marked.
#pragma once

#include <string>
#include <vector>

#include "common/archive/archive.h"
#include "common/text/analyser.h"
#include "searcher/search/article_lookup.h"
#include "searcher/search/query_request.h"
#include "searcher/search/query_summary.h"
#include "searcher/search/search_answer.h"

namespace broadtape {

struct ShownArticle {
  ArticleVersions versions;
  // Of the current version; empty if there is no query.
  std::vector<Piece> title_pieces;
  std::vector<Piece> body_pieces;
};

struct ShownArticles {
  bool highlighted = false;  // a query was given, even if it does not match
  QuerySummary query;        // the query whose words are marked
  std::vector<ShownArticle> articles;
};

// The articles with the complete ids `ids`, in that order; unknown ids are skipped. Marks the words of `highlight`;
// without text, marks nothing.
// Throws as PreparedQuery does for `highlight`, and Error(kCorrupt) for a damaged article.
ShownArticles show_articles(const Archive& archive, Analyser& analyser, const std::vector<std::string>& ids,
                            const QueryRequest& highlight);

}  // namespace broadtape
