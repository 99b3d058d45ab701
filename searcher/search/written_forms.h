// How articles write the words whose stems the index has: "GPUs" for `gpu`, "tariffs" for `tariff`.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "common/archive/archive.h"
#include "common/text/analyser.h"

namespace broadtape {

// For each of `terms` its most frequent form in the texts of some of `documents`: at most `most_articles`, in the order
// given, those that have a term which none before them has. Capitals stay where most of its uses within sentences have
// them ("OPEC"); what only begins sentences or stands in titles counts when there is nothing better. A term that none
// of those articles has is its own form.
// Cost: reading and analysing `most_articles` articles, some 0.3 ms each.
std::vector<std::string> written_forms(const Archive& archive, Analyser& analyser,
                                       const std::vector<DocumentNumber>& documents,
                                       const std::vector<std::string>& terms, std::size_t most_articles);

}  // namespace broadtape
