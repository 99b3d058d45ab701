// Ranks the matches of a query: BM25, then sequential dependence among the best, then recency. Computes all scores.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "common/archive/matches.h"
#include "searcher/search/dependence.h"
#include "searcher/search/prepared_query.h"
#include "searcher/search/ranking.h"
#include "searcher/search/recency.h"
#include "searcher/search/search_request.h"

namespace broadtape {

struct RankedPage {
  std::vector<RankedDocument> documents;
  std::uint64_t total = 0;
  bool total_is_exact = true;  // otherwise a lower bound
};

class Ranker {
 public:
  // Keeps references to `archive` and `request`. `prepared` is the request's query; the words in its tree are used for
  // ranking.
  Ranker(const Archive& archive, const PreparedQuery& prepared, const SearchRequest& request);

  // The requested page of the matches of `query`. `watched` collects values from every match.
  RankedPage page(const DocumentQuery& query, const WatchedValues& watched = {}) const;

  // Whether there are words to rank by. Otherwise all scores are 0.
  bool has_words() const { return has_words_; }

  // The score of one article without the window of the second stage; nullopt if `query` does not match it. `id_term` is
  // the term of its id.
  std::optional<Score> score_of(const DocumentQuery& query, DocumentNumber document, const std::string& id_term) const;

  // The article's age in half-lives as used in scores; 0 if recency is off.
  double half_lives(DocumentNumber document) const {
    return has_words_ && recency_ ? recency_->half_lives(document) : 0;
  }

  const Dependence& dependence() const { return dependence_; }

 private:
  RankedPage by_recency(const Matches& matches, bool exact, const WatchedValues& watched) const;
  RankedPage by_relevance(const Matches& matches, bool exact, const WatchedValues& watched) const;
  RankedPage ranked_until(const Matches& matches, std::uint64_t end, std::size_t window, bool exact,
                          const WatchedValues& watched) const;
  RankedPage oldest_first(const DocumentQuery& query, const WatchedValues& watched) const;
  void order_ties(std::vector<RankedDocument>& documents) const;
  void newest_first(std::vector<RankedDocument>::iterator begin, std::vector<RankedDocument>::iterator end) const;

  const Archive& archive_;
  IndexReader index_;
  const SearchRequest& request_;
  Dependence dependence_;
  bool has_words_;
  std::optional<Recency> recency_;
};

}  // namespace broadtape
