// Where sentences end, well enough to cut a quotation there.
#pragma once

#include <cstddef>
#include <string_view>

namespace broadtape {

// True when a sentence or paragraph begins at text[at]: at the beginning, after a line feed, or after a full stop and a
// space where the word before is no abbreviation (`U.S.`, `Inc.`, `Mr.`).
bool sentence_begins(std::string_view text, std::size_t at);

}  // namespace broadtape
