// The words of an archive's articles, numbered by frequency, so that the words of an article in order take few bytes
// (word_stream.h). Trained once for an archive, as zstd's dictionary is, and kept in the metadata of its segments.
//
// A word is a term and a form: the word as the text writes it. Second terms of words (analyser.h) have empty forms.
// Terms are numbered, and the forms of each term.
//
// Threads: immutable; const calls may run in parallel.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace broadtape {

class WordDictionary {
 public:
  static constexpr std::size_t kMostWords = 65'536;
  static constexpr std::size_t kMostForms = 128;   // of a term
  static constexpr std::size_t kLongestWord = 64;  // bytes of term and form

  // Numbers from 0, the most frequent first.
  struct Word {
    std::uint32_t term = 0;
    std::uint8_t form = 0;

    friend bool operator==(const Word&, const Word&) = default;
  };

  // From the bytes of an earlier one; empty ones have no words. Throws Error(kCorrupt), as all calls may: to check
  // everything takes longer than many a search. Whether the bytes are those of the id says id().
  explicit WordDictionary(std::string bytes = {});
  // The same, of bytes that `owner` keeps.
  WordDictionary(std::string_view bytes, std::shared_ptr<const void> owner);

  WordDictionary(const WordDictionary&) = delete;
  WordDictionary& operator=(const WordDictionary&) = delete;

  std::string_view bytes() const { return bytes_; }
  std::uint32_t id() const { return id_; }      // a hash of the bytes; 0 if it has no words
  std::uint32_t size() const { return size_; }  // words; the numbers of terms are less

  // nullopt if it is not in the dictionary. The first call prepares a table, which takes some milliseconds.
  std::optional<Word> word(std::string_view term, std::string_view form) const;

  // Likewise without a table.
  std::optional<std::uint32_t> term(std::string_view term) const;
  std::optional<std::uint8_t> form(std::string_view term, std::string_view form) const;

  // The terms by their numbers; those of numbers without a term are empty.
  std::vector<std::string_view> terms() const;

  // Calls `visit(number, term)` for each term.
  template <class Visit>
  void each_term(const Visit& visit) const {
    std::optional<std::uint32_t> before;  // the rows of one term follow one another
    for (std::uint32_t row = 0; row < size_; ++row) {
      const std::uint32_t number = word_at(row).term;
      if (before != number) visit(number, term_of(row));
      before = number;
    }
  }

 private:
  explicit WordDictionary(const std::shared_ptr<const std::string>& bytes);

  struct Slot {
    std::uint32_t row = 0;  // from 1; 0: free
    std::uint32_t tag = 0;  // of the hash, so that few other rows are read
  };

  // Rows are in the order of their texts: the term, a zero byte, the form.
  std::string_view text_of(std::uint32_t row) const;
  std::string_view term_of(std::uint32_t row) const;
  std::string_view form_of(std::uint32_t row) const;
  Word word_at(std::uint32_t row) const;
  std::uint32_t first_from(std::string_view term) const;
  void make_table() const;

  std::shared_ptr<const void> owner_;  // of the bytes
  std::string_view bytes_;
  std::string_view texts_;  // of all rows, in bytes_
  std::uint32_t id_ = 0, size_ = 0;
  mutable std::once_flag table_made_;
  mutable std::vector<Slot> table_;  // rows by the hash of their words
};

// Counts words to train a dictionary.
class WordCounts {
 public:
  void add(std::string_view term, std::string_view form);

  // The bytes of a dictionary of the kMostWords most frequent words, with at most kMostForms forms of each term.
  std::string dictionary() const;

 private:
  std::unordered_map<std::string, std::uint32_t> counts_;  // by text
  std::string text_;
};

}  // namespace broadtape
