// Whether a word says what articles are about, or is at their ends alone: "contact the reporter", "click here".
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "common/archive/index_reader.h"

namespace broadtape {

inline constexpr std::size_t kMostLeadLooks = 20;  // articles with the word that are looked at
inline constexpr double kLeastLeadShare = 0.05;    // of those, that have it in the lead

// Whether enough of the first `documents` that have `term`, a word as indexed, have it in title or lead. News puts its
// subject there; what a source prints below every story would set that source apart instead.
// Cost: two lists of positions of each article looked at, some 10 us. Throws what Xapian throws.
bool stands_in_leads(const IndexReader& index, const std::vector<DocumentNumber>& documents, const std::string& term);

}  // namespace broadtape
