// Leaves function words out of queries: `is the yen getting stronger` is about `yen` and `stronger`.
#pragma once

#include <string>
#include <vector>

#include "searcher/query/tree.h"

namespace broadtape {

inline constexpr std::size_t kLeastWordsToLeaveOut = 3;  // `the fed` and `on semiconductor` keep their words

// Removes the plain words (Node::is_plain) of WordClass::kLeftOut from each conjunction that has at least
// kLeastWordsToLeaveOut words and would keep a word, phrase or group that is not a negation. Words written as symbols
// (`IT`) stay. Returns the removed words as written, in the order of the query; `text` is the query's.
std::vector<std::string> leave_out_function_words(Node& tree, const std::string& text);

}  // namespace broadtape
