// Combines age with relevance: the score halves with each half-life of age.
//
//   score = relevance * 2^(-age / half-life)
//
// Age is measured from the request's current time, or from the newest article if that is earlier, so that an old
// archive ranks as it did when it was new. Articles newer than that have age 0; undated articles sort last. Exponential
// decay as in Li and Croft, Time-based language models (CIKM 2003).
#pragma once

#include <cstdint>
#include <string>

#include "common/archive/archive.h"
#include "searcher/query/date_range.h"

namespace broadtape {

// The length of a duration such as `30d` or `6mo` in seconds, measured back from the current time of `clock`.
// Throws Error(kUsage), which names `what`, for invalid text.
std::int64_t parse_halflife(const std::string& what, const std::string& text, const QueryClock& clock);

class Recency {
 public:
  // Keeps a reference to `archive`. Requires halflife_s > 0.
  Recency(const Archive& archive, std::int64_t halflife_s, std::int64_t now_s);

  // The document's age in half-lives; infinite if undated.
  double half_lives(DocumentNumber document) const;

 private:
  const Archive& archive_;
  double halflife_s_;
  double reference_s_;
};

}  // namespace broadtape
