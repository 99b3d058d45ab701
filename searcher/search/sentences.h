// Finds sentence boundaries, accurately enough for cutting snippets.
#pragma once

#include <cstddef>
#include <string_view>

namespace broadtape {

// Whether a sentence or paragraph starts at text[at]: at the start of the text, after a line feed, or after a full stop
// and a space unless the full stop ends an abbreviation (`U.S.`, `Inc.`, `Mr.`).
bool sentence_begins(std::string_view text, std::size_t at);

}  // namespace broadtape
