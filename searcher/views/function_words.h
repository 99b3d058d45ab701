// English function words: articles, pronouns, prepositions, auxiliaries and similar words that do not indicate a text's
// subject, and the names of months and weekdays. They are searchable; only lists of significant words omit them.
#pragma once

#include <string_view>

namespace broadtape {

// `term` is a term produced by the analyser.
bool is_function_word(std::string_view term);

}  // namespace broadtape
