// More like this: articles that share the words which tell an article from the rest of the archive.
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

namespace broadtape {

inline constexpr std::size_t kSimilarWords = 25;  // of the article, by tf-idf, that others are searched for

struct SimilarRequest {
  std::string id;      // whole
  QueryRequest query;  // narrows the articles compared with; empty: all
  std::size_t limit = 10;
  std::size_t snippet_length = kDefaultSnippetLength;
};

struct SimilarHit {
  Hit hit;                           // score: as the article's own words rank it; the pieces mark the shared words
  double similarity = 0;             // that score as a share of the article's own, 0 to 1
  std::vector<std::string> shared;   // words of SimilarAnswer::words that it has, in their order
  std::vector<std::string> tickers;  // likewise
  bool near_duplicate = false;       // nearly the same text
};

struct SimilarAnswer {
  QuerySummary query;  // of the filters
  std::string id;
  std::string title;
  std::vector<std::string> words;    // what was searched for, as the article writes it, most significant first
  std::vector<std::string> tickers;  // of the article
  std::uint64_t total = 0;           // articles with any of those words or tickers, exact
  std::int64_t took_us = 0;
  std::vector<SimilarHit> hits;
};

// Words of the title and the lead weigh more, function words and numbers nothing; the article's companies add to the
// score of those that mention them. The article itself and its other versions are left out, earlier versions of others
// as well unless the request wants all. Throws Error(kUsage) when the archive has no article `id`, and as PreparedQuery
// and with_read_errors() do.
SimilarAnswer similar_articles(const Archive& archive, Analyser& analyser, const SimilarRequest& request);

// The share of sequences of three words that two texts have in common, of all that either has (Jaccard; Broder, "On the
// resemblance and containment of documents", 1997). Texts of fewer words have a resemblance of 0.
double resemblance(Analyser& analyser, std::string_view a, std::string_view b);

inline constexpr double kNearDuplicateResemblance = 0.5;

}  // namespace broadtape
