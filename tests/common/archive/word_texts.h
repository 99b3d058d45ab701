// Dictionaries of words and word streams, made from texts.
#pragma once

#include <string>
#include <vector>

#include "common/archive/word_dictionary.h"
#include "common/archive/word_stream.h"
#include "common/text/analyser.h"

namespace broadtape {

// The bytes of a dictionary that is trained on `texts`.
inline std::string dictionary_bytes(const std::vector<std::string>& texts) {
  Analyser analyser;
  std::vector<Token> tokens;
  WordCounts counts;
  for (const std::string& text : texts) {
    analyser.analyse(text, tokens);
    count_words(text, tokens, counts);
  }
  return counts.dictionary();
}

inline std::string stream_of(const WordDictionary& dictionary, const std::string& title, const std::string& body) {
  Analyser analyser;
  std::vector<Token> tokens;
  WordFinder finder;
  WordStreamWriter writer(dictionary, finder);
  analyser.analyse(title, tokens);
  writer.add_title(title, tokens);
  analyser.analyse_in_pieces(body, tokens, [&] { writer.add_body(body, tokens); });
  return writer.bytes();
}

}  // namespace broadtape
