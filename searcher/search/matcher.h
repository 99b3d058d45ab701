// Runs one Xapian query: which documents, in which order, how many.
#pragma once

#include <xapian.h>

#include <cstdint>
#include <vector>

#include "searcher/search/dependence.h"
#include "searcher/search/facets.h"
#include "searcher/search/search_request.h"

namespace broadtape {

struct MatchPage {
  std::vector<RankedDocument> documents;
  std::uint64_t total = 0;
  bool total_is_exact = true;
};

class Matcher {
 public:
  // Keeps a reference to `database`.
  Matcher(const Xapian::Database& database, const Xapian::Query& query);

  // The page of `request`. `ranked`: the query has words to rank by. `facets` counts when it is not null.
  MatchPage page(const SearchRequest& request, const Dependence& dependence, bool ranked, FacetCounter* facets);

  std::uint64_t count();

 private:
  MatchPage by_recency(const SearchRequest& request, const Dependence& dependence);
  MatchPage by_relevance(const SearchRequest& request, const Dependence& dependence);
  MatchPage ranked_until(std::uint64_t end, std::size_t window);
  void settle_ties(std::vector<RankedDocument>& documents) const;
  void newest_first(std::vector<RankedDocument>::iterator begin, std::vector<RankedDocument>::iterator end) const;
  MatchPage oldest_first(const SearchRequest& request);
  MatchPage fetch(std::uint64_t offset, std::uint64_t limit);

  const Xapian::Database& database_;
  Xapian::Query query_;
  Xapian::Enquire enquire_;
  bool exact_ = true;
};

}  // namespace broadtape
