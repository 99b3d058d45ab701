// Search as you type: the last word of a query may be incomplete.
#pragma once

#include <cstddef>

#include "common/archive/index_reader.h"
#include "common/text/analyser.h"
#include "searcher/query/tree.h"

namespace broadtape {

// Turns the last word of `tree` into a wildcard, if the text of the query, of `text_bytes` bytes, ends with it. A word
// of one or two letters, or with more than `most_words` continuations in the archive, is left out if the query has
// other words, and otherwise stays a whole word.
void take_as_beginning(Node& tree, std::size_t text_bytes, const IndexReader& index, Analyser& analyser,
                       std::size_t most_words);

}  // namespace broadtape
