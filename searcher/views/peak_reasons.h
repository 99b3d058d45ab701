// Why many articles of a query fall on some days: the words and companies that set them apart from the query's other
// articles, or from the archive's where the query has few others, and the best headline.
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
  std::vector<SignificantTerm> tickers;
  std::optional<Headline> headline;  // the highest ranked
};

class PeakExplainer {
 public:
  static constexpr std::size_t kReadArticles = 100;  // of a peak, its best; of the others, evenly spread, twice as many
  static constexpr std::size_t kLeastBackground = 50;  // fewer others tell chance from news no longer

  // Keeps references to all three; days begin where `clock` says.
  PeakExplainer(const Archive& archive, Analyser& analyser, PreparedQuery& query, const QueryClock& clock);

  // At most so many words and tickers. A company that all of the query's articles name sets none of them apart; where
  // none does, those come that the archive names less often. Throws what Xapian throws, and Error(kCorrupt) for a
  // damaged article.
  PeakReasons explain(const Period& days, std::size_t words, std::size_t tickers);

 private:
  std::vector<DocumentNumber> best_of(const Period& days) const;
  std::vector<DocumentNumber> others_than(const std::vector<DocumentNumber>& documents);

  const Archive& archive_;
  Analyser& analyser_;
  PreparedQuery& prepared_;
  const QueryClock& clock_;
  std::vector<std::string> known_;                  // stems that the query asks for
  std::optional<std::vector<DocumentNumber>> all_;  // that match, in order; found when first needed
};

}  // namespace broadtape
