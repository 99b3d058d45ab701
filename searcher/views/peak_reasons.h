// Explains peaks of a query: the words and companies that distinguish the articles of some days from the query's other
// articles (or from the archive, if the query has few others), and the best headline.
//
// Threads: not shared.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "common/archive/archive.h"
#include "common/text/analyser.h"
#include "common/time/period.h"
#include "searcher/search/prepared_query.h"
#include "searcher/views/significant_terms.h"

namespace broadtape {

// The best article of a peak.
struct Headline {
  std::string id;
  std::string title;
  std::string source;
  std::string url;
  std::optional<Instant> published;
};

struct PeakReasons {
  std::vector<SignificantTerm> words;
  std::vector<SignificantCompany> companies;
  std::optional<Headline> headline;  // of the highest-ranked article
};

class PeakExplainer {
 public:
  // Of a peak, its best articles; of the others, an evenly spaced sample of twice as many.
  static constexpr std::size_t kReadArticles = 100;
  static constexpr std::size_t kLeastBackground = 50;  // fewer other articles are not significant

  // Keeps references to `archive`, `analyser` and `query`. Day boundaries are those of `clock`.
  PeakExplainer(const Archive& archive, Analyser& analyser, PreparedQuery& query, const QueryClock& clock);

  // At most `words` words and `companies` companies. A company that all articles of the query name does not distinguish
  // any of them; if no company does, the companies that are rarer in the archive are listed. Throws Xapian's
  // exceptions, and Error(kCorrupt) for a damaged article.
  PeakReasons explain(const Period& days, std::size_t words, std::size_t companies);

 private:
  std::vector<DocumentNumber> best_of(const Period& days) const;
  std::vector<DocumentNumber> others_than(const std::vector<DocumentNumber>& documents);

  const Archive& archive_;
  Analyser& analyser_;
  PreparedQuery& prepared_;
  const QueryClock& clock_;
  std::vector<std::string> known_;                  // stems of the query
  std::optional<std::vector<DocumentNumber>> all_;  // all matches, in order; computed on first use
};

}  // namespace broadtape
