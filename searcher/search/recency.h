// Mixes age into the ranking: an article counts half as much for every half-life that it is older.
//
//   score = weight * 2^(-age / half-life)
//
// Age counts from the request's now, or from the newest article when that is earlier, so that an old archive ranks as
// it did when it was new. Later articles have the age 0; undated ones come last. The decay is the exponential one of Li
// and Croft, Time-based language models (CIKM 2003).
#pragma once

#include <xapian.h>

#include <cstdint>
#include <string>
#include <vector>

#include "searcher/query/date_range.h"
#include "searcher/search/dependence.h"

namespace broadtape {

// Seconds of a length of time, as long as the same words reach back from the clock's now: `30d`, `6mo`.
// Throws Error(kUsage), which names `what`, for anything else.
std::int64_t parse_halflife(const std::string& what, const std::string& text, const QueryClock& clock);

class Recency {
 public:
  // Keeps a reference to `database`. Requires halflife_s > 0.
  Recency(const Xapian::Database& database, std::int64_t halflife_s, std::int64_t now_s);

  // The logarithm, to the base 2, of the document's score: that does not run out of range as the score itself does.
  // Minus infinity when undated.
  double log_score(const RankedDocument& document) const;

 private:
  const Xapian::Database& database_;
  double halflife_s_;
  double reference_s_;
};

}  // namespace broadtape
