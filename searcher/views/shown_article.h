// Whole articles with the words of a query marked in them.
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
  // Of the current version; empty without a query.
  std::vector<Piece> title_pieces;
  std::vector<Piece> body_pieces;
};

struct ShownArticles {
  bool highlighted = false;  // by a query, whether or not it stands in any
  QuerySummary query;        // that query
  std::vector<ShownArticle> articles;
};

// The articles of `ids`, whole ones, in their order; those that the archive has not are left out. `highlight` marks its
// words; without text it marks nothing.
// Throws as PreparedQuery does for the text of `highlight`, and Error(kCorrupt) for a damaged article.
ShownArticles show_articles(const Archive& archive, Analyser& analyser, const std::vector<std::string>& ids,
                            const QueryRequest& highlight);

}  // namespace broadtape
