// Finds how articles write the words for indexed stems: "GPUs" for `gpu`, "tariffs" for `tariff`.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "common/archive/archive.h"
#include "common/text/analyser.h"

namespace broadtape {

// The most frequent written form of each of `terms` in at most `most_articles` of `documents`: in the order of their
// numbers, those that have one of the first three uses of a term. A form is capitalised if most of its uses within
// sentences are ("OPEC"); uses at the start of sentences and in titles count only if there are no others. A term that
// does not occur in these articles is returned unchanged.
// Cost: reading and analysing `most_articles` articles, about 0.3 ms each.
std::vector<std::string> written_forms(const Archive& archive, Analyser& analyser,
                                       const std::vector<DocumentNumber>& documents,
                                       const std::vector<std::string>& terms, std::size_t most_articles);

}  // namespace broadtape
