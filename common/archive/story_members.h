// The documents of a story.
#pragma once

#include <string>
#include <vector>

#include "common/archive/index_reader.h"

namespace broadtape {

// The documents whose kStorySlot is `story`, superseded versions included, ascending; empty for an unknown story.
// Follows the terms of Field::kBand from the story's first report: related articles share at least one. Takes some
// 10 us for each article that shares one, however large the archive is.
std::vector<DocumentNumber> story_members(const IndexReader& index, const std::string& story);

}  // namespace broadtape
