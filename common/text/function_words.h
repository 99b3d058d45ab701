// English function words: data/words/function-words.tsv. All of them are searchable.
//
// Threads: read once; may be shared.
#pragma once

#include <cstdint>
#include <string_view>

namespace broadtape {

enum class WordClass : std::uint8_t {
  kContent,   // any other word
  kLeftOut,   // articles, pronouns, auxiliaries, question words: a longer query leaves them out
  kNegation,  // kept in queries
  kCommon,    // kept in queries; lists of significant words omit it
};

// Of a word as written, in any case and with any apostrophe.
WordClass word_class(std::string_view written);

// `term` is a term produced by the analyser.
bool is_function_word(std::string_view term);

}  // namespace broadtape
