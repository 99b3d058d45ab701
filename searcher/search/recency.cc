#include "searcher/search/recency.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

#include "common/archive/schema.h"
#include "common/error/error.h"
#include "searcher/search/stored_numbers.h"

namespace broadtape {

std::int64_t parse_halflife(const std::string& what, const std::string& text, const QueryClock& clock) {
  const DateRangeResult since = parse_since(text, clock);
  const bool length = since.range && since.range->since_s && !since.range->first_day && text != "now";
  if (!length || *since.range->since_s >= clock.now_s || text.find('-') != std::string::npos)
    throw Error(ErrorKind::kUsage, what + " takes a length of time, not '" + text + "'", "write 7d, 3w, 6mo or 1y");
  return clock.now_s - *since.range->since_s;
}

Recency::Recency(const Xapian::Database& database, std::int64_t halflife_s, std::int64_t now_s)
    : database_(database), halflife_s_(static_cast<double>(halflife_s)), reference_s_(static_cast<double>(now_s)) {
  const std::string newest = database.get_value_upper_bound(kPublishedSlot);
  if (!newest.empty()) reference_s_ = std::min(reference_s_, static_cast<double>(stored_instant(newest)));
}

double Recency::log_score(const RankedDocument& document) const {
  const std::string published =
      database_.get_document(document.document, Xapian::DOC_ASSUME_VALID).get_value(kPublishedSlot);
  if (published.empty()) return -std::numeric_limits<double>::infinity();
  const double age_s = std::max(0.0, reference_s_ - static_cast<double>(stored_instant(published)));
  return std::log2(document.weight) - age_s / halflife_s_;
}

}  // namespace broadtape
