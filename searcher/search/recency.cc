#include "searcher/search/recency.h"

#include <algorithm>
#include <limits>
#include <string>

#include "common/archive/schema.h"
#include "common/archive/stored_numbers.h"
#include "common/error/error.h"

namespace broadtape {

std::int64_t parse_halflife(const std::string& what, const std::string& text, const QueryClock& clock) {
  const std::optional<std::int64_t> length_s = parse_length_s(text, clock);
  if (length_s && *length_s > 0) return *length_s;
  throw Error(ErrorKind::kUsage, what + " takes a length of time, not '" + text + "'", "write 7d, 3w, 6mo or 1y");
}

Recency::Recency(const Archive& archive, std::int64_t halflife_s, std::int64_t now_s)
    : archive_(archive), halflife_s_(static_cast<double>(halflife_s)), reference_s_(static_cast<double>(now_s)) {
  const std::string newest = archive.index().greatest_value(kPublishedSlot);
  if (!newest.empty()) reference_s_ = std::min(reference_s_, static_cast<double>(stored_instant(newest)));
}

double Recency::half_lives(DocumentNumber document) const {
  const std::string published = archive_.value(document, kPublishedSlot);
  if (published.empty()) return std::numeric_limits<double>::infinity();
  const double age_s = std::max(0.0, reference_s_ - static_cast<double>(stored_instant(published)));
  return age_s / halflife_s_;
}

}  // namespace broadtape
