// Where a word stream (word_stream.h) has the words of questions, and whether words follow one another in it.
//
// Threads: not shared.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "common/archive/word_dictionary.h"

namespace broadtape {
namespace word_codes {
class CodeReader;
}

// Finds words in streams of one dictionary. A few words are found by their bytes, many by reading all codes. All
// functions that read a stream throw Error(kCorrupt); an empty stream has no words.
class WordScanner {
 public:
  // Keeps a reference to `dictionary`.
  explicit WordScanner(const WordDictionary& dictionary) : dictionary_(dictionary) {}

  // Asks for a term; with a form, for the word written so. Returns the number of the question, from 0.
  std::size_t look_for(std::string_view term, const std::optional<std::string>& form = std::nullopt);

  // Asks for words that follow one another, each the word of a question. Returns the number of the sequence, from 0.
  // Requires 1 to kLongestSequence questions.
  std::size_t look_for_sequence(const std::vector<std::size_t>& questions);
  static constexpr std::size_t kLongestSequence = 32;

  // Answers all questions for one stream, which must stay valid as long as the answers are read.
  void scan(std::string_view stream);

  // Of the scanned stream, ascending.
  const std::vector<std::uint32_t>& positions(std::size_t question) const { return questions_[question].positions; }
  std::uint32_t title_words() const { return title_words_; }

  // The position after the last word of the lead, see kLeadBodyWords.
  std::uint32_t end_of_lead() const;

  // Whether a stream, or its title, has a sequence. Leaves the answers to questions as they are.
  bool has_sequence(std::string_view stream, std::size_t sequence, bool in_title);

 private:
  struct Question {
    std::string term;
    std::optional<std::string> form;
    std::optional<std::uint32_t> number;      // of the term, if the dictionary has it
    std::optional<std::uint8_t> form_number;  // likewise
    std::string code;                         // of the term; empty if the dictionary lacks the word
    std::vector<std::uint32_t> positions;

    bool has_form(std::uint8_t other) const { return !form || form_number == other; }
  };
  using Mask = std::uint32_t;  // a bit for each word of a sequence
  struct Term {
    std::uint32_t number;
    Mask words;  // of the sequence that it may be, whatever its form
  };
  struct Sequence {
    std::vector<std::size_t> questions;
    std::vector<Term> terms;  // a few
    bool has_forms = false;
    std::size_t rarest = 0;
  };
  struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
  };

  void find_codes(std::string_view codes);
  void find_literals(std::string_view hashes, std::string_view codes, std::string_view literals);
  void answer_hits(std::string_view codes);
  void read_codes(std::string_view codes);
  bool asks_for(std::string_view hashes) const;
  const std::vector<std::size_t>* asked_literal(std::string_view form, std::string_view term);
  template <class Answer>
  void each_literal(std::string_view hashes, std::string_view literals, const Answer& answer);

  Mask mask_of_next(const Sequence& sequence, word_codes::CodeReader& codes) const;
  bool has_around(const Sequence& sequence, std::string_view codes, std::size_t at) const;
  bool has_in_all(const Sequence& sequence, std::string_view codes, const std::vector<Mask>& literals) const;

  const WordDictionary& dictionary_;
  std::vector<Question> questions_;
  std::unordered_map<std::string, std::vector<std::size_t>, TextHash, std::equal_to<>> by_term_;
  std::array<bool, 256> asked_hashes_{};
  std::vector<std::size_t> asked_codes_;             // the questions that have a code
  std::vector<std::vector<std::size_t>> by_number_;  // those of a term, filled when there are many
  std::vector<Sequence> sequences_;

  struct Hit {
    std::size_t at;  // where its code begins
    std::size_t question;
  };
  std::vector<Hit> hits_;
  std::vector<std::size_t> marks_;  // of second terms
  std::vector<Mask> literal_masks_;
  std::uint32_t title_words_ = 0, words_ = 0;
  std::string lowered_;
};

}  // namespace broadtape
