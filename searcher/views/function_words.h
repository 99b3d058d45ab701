// Words of English that say nothing of a text's subject: articles, pronouns, prepositions, auxiliaries and the like,
// and the names of months and weekdays. They are searched for as any others; only lists of significant words leave them
// out.
#pragma once

#include <string_view>

namespace broadtape {

// `term` as the analyser makes it.
bool is_function_word(std::string_view term);

}  // namespace broadtape
