// The words of an article's title and body in order, as the value of kWordStreamSlot: phrases, proximity and exact
// words are found in it. docs/archive-format.md has the format.
//
// Positions: title words are at 1, 2, ...; the first word of the body is kFieldGap after the last word of the title, so
// that no phrase and no w/N spans both.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/archive/word_dictionary.h"
#include "common/archive/word_finder.h"
#include "common/text/analyser.h"

namespace broadtape {

// A form is cut off after this many bytes.
inline constexpr std::size_t kMostFormBytes = 255;

// The form of tokens[i]: the word as written, at most kMostFormBytes. Of a pair of characters, the first one.
std::string_view form_of(std::string_view text, const Token& token);

// Counts the words of `text`, with their second terms.
void count_words(std::string_view text, const std::vector<Token>& tokens, WordCounts& counts);

// Writes the stream of one article. `finder` is that of the analyser, for one article after another.
class WordStreamWriter {
 public:
  WordStreamWriter(const WordDictionary& dictionary, WordFinder& finder) : dictionary_(dictionary), finder_(finder) {}

  // First the title, then the body, in one or several pieces. `tokens` are those of `text`.
  void add_title(std::string_view text, const std::vector<Token>& tokens);
  void add_body(std::string_view text, const std::vector<Token>& tokens) { add(text, tokens); }

  std::string bytes() const;

 private:
  void add(std::string_view text, const std::vector<Token>& tokens);
  void add_word(const std::optional<WordDictionary::Word>& word, std::string_view term, std::string_view form);

  const WordDictionary& dictionary_;
  WordFinder& finder_;
  std::string hashes_, codes_, literals_;
};

// At least `least` terms of a stream whose dictionary has these terms() if it has as many words; evenly spaced, some
// perhaps twice. Throws Error(kCorrupt).
std::vector<std::string> some_terms(std::string_view stream, const std::vector<std::string_view>& terms,
                                    std::size_t least);

// The dictionary of a stream, by its id; 0 if it has none or is empty. Throws Error(kCorrupt).
std::uint32_t dictionary_id_of(std::string_view stream);

}  // namespace broadtape
