// Mixes age into the ranking: an article counts half as much for every half-life that it is older.
//
//   score = relevance * 2^(-age / half-life)
//
// Age counts from the request's now, or from the newest article when that is earlier, so that an old archive ranks as
// it did when it was new. Later articles have the age 0; undated ones come last. The decay is the exponential one of Li
// and Croft, Time-based language models (CIKM 2003).
#pragma once

#include <cstdint>
#include <string>

#include "common/archive/index_reader.h"
#include "searcher/query/date_range.h"

namespace broadtape {

// Seconds of a length of time, as long as the same words reach back from the clock's now: `30d`, `6mo`.
// Throws Error(kUsage), which names `what`, for anything else.
std::int64_t parse_halflife(const std::string& what, const std::string& text, const QueryClock& clock);

class Recency {
 public:
  // Requires halflife_s > 0.
  Recency(const IndexReader& index, std::int64_t halflife_s, std::int64_t now_s);

  // The document's age in half-lives; infinite when undated.
  double half_lives(DocumentNumber document) const;

 private:
  IndexReader index_;
  double halflife_s_;
  double reference_s_;
};

}  // namespace broadtape
