// Finds words in dictionaries as WordDictionary::word() does, and remembers the numbers of frequent words: most of the
// words of a text are among a few thousand, and the table of a dictionary does not fit into a processor's cache.
//
// Threads: not shared; create one for each analyser and reuse it.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "common/archive/word_dictionary.h"
#include "common/text/analyser.h"

namespace broadtape {

class WordFinder {
 public:
  WordFinder();

  // The term of `token` in the form `form`. All tokens are from one analyser.
  std::optional<WordDictionary::Word> word(const WordDictionary& dictionary, const Token& token, std::string_view form);

 private:
  static constexpr std::size_t kCases = 3;  // lower, title and upper; words in other cases are not remembered

  struct Slot {
    std::uint32_t word = 0;  // as in tokens; 0: free
    std::array<std::uint32_t, kCases> numbers = {};
  };

  std::vector<Slot> slots_;          // by the last bits of the word
  std::uint32_t dictionary_id_ = 0;  // of the numbers in slots_
};

}  // namespace broadtape
