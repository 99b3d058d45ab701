// Separates words about the subject of articles from boilerplate such as "contact the reporter" and "click here".
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "common/archive/archive.h"

namespace broadtape {

inline constexpr std::size_t kMostLeadLooks = 20;  // articles with the word that are examined
inline constexpr double kLeastLeadShare = 0.05;    // fraction of the examined articles that have the word in the lead

// For each of the indexed words `terms`, whether enough of the first of `documents` that have it have it in the title
// or lead. News stories name their subject there, whereas boilerplate that a source appends to every story would
// otherwise count as characteristic of that source. Cost: one scan of each document, until all words have been examined
// often enough. Throws Xapian's exceptions, and as WordPositions::positions() does.
std::vector<bool> stand_in_leads(const Archive& archive, const std::vector<DocumentNumber>& documents,
                                 const std::vector<std::string>& terms);

}  // namespace broadtape
