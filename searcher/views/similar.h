// More like this: articles that share the most characteristic words of a given article.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "common/archive/archive.h"
#include "common/text/analyser.h"
#include "searcher/search/query_request.h"
#include "searcher/search/query_summary.h"
#include "searcher/search/search_answer.h"
#include "searcher/search/search_request.h"
#include "searcher/search/shown_companies.h"

namespace broadtape {

inline constexpr std::size_t kSimilarWords = 25;  // words of the article, by tf-idf, in the query for similar articles

struct SimilarRequest {
  std::string id;      // complete
  QueryRequest query;  // limits the candidates; empty: all articles
  std::size_t limit = 10;
  std::size_t snippet_length = kDefaultSnippetLength;
};

struct SimilarHit {
  Hit hit;                              // score: by the article's words; the pieces mark the shared words
  double similarity = 0;                // the score divided by the article's own score, 0 to 1
  std::vector<std::string> shared;      // the subset of SimilarAnswer::words in the hit, in the same order
  std::vector<ShownCompany> companies;  // likewise
  bool near_duplicate = false;          // nearly the same text (resemblance())
};

struct SimilarAnswer {
  QuerySummary query;  // of the filters
  std::string id;
  std::string title;
  std::vector<std::string> words;       // the query's words, as written in the article, most significant first
  std::vector<ShownCompany> companies;  // of the article
  std::uint64_t total = 0;              // articles with any of these words or companies, exact
  std::int64_t took_us = 0;
  std::vector<SimilarHit> hits;
};

// Words of the title and lead have higher weights; function words and numbers are ignored. Articles that mention the
// article's companies gain score. The article itself and its other versions are excluded, and so are earlier versions
// of other articles unless the request includes all versions. As of an instant, the article is the version that was
// current then, and words and companies are chosen and weighed by the articles of then. Throws Error(kUsage) if the
// archive does not have the article `id`, or did not have it then, and as PreparedQuery and with_read_errors() do.
SimilarAnswer similar_articles(const Archive& archive, Analyser& analyser, const SimilarRequest& request);

// The Jaccard similarity of the sets of three-word sequences of two texts (Broder, "On the resemblance and containment
// of documents", 1997); 0 for texts of fewer than three words.
double resemblance(Analyser& analyser, std::string_view a, std::string_view b);

inline constexpr double kNearDuplicateResemblance = 0.5;

}  // namespace broadtape
