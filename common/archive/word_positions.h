// Where an article has the words of a query: in its title and body, by its word stream (word_stream.h), and in its
// byline, by its value.
//
// Threads: not shared.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "common/archive/matches.h"
#include "common/archive/schema.h"
#include "common/archive/word_scanner.h"
#include "common/archive/word_streams.h"
#include "common/text/analyser.h"

namespace broadtape {

class WordPositions {
 public:
  using Positions = std::vector<std::uint32_t>;

  explicit WordPositions(const WordShards& shards) : streams_(shards), articles_(shards.articles) {}

  // Asks for a word of kText, kTitle or kAuthor: a term without its prefix. With a form, for the word written so. Equal
  // questions have equal numbers.
  std::size_t look_for(Field field, std::string_view term, std::optional<std::string_view> form = std::nullopt);

  // Likewise, for a term with its prefix.
  std::size_t look_for(std::string_view indexed_term);

  // Asks for words that follow one another, each the word of a question, all of one field. Equal sequences have equal
  // numbers.
  std::size_t look_for_sequence(const std::vector<std::size_t>& questions);

  // Sets the article. Cheapest in ascending order.
  void move_to(DocumentNumber document);

  // Says that move_to(document) follows soon.
  void prepare(DocumentNumber document) const { streams_.prepare(document); }

  // Whether questions about words of kText and kTitle are answered without the index.
  bool reads_mapped_files() const { return streams_.are_mapped(); }

  // Of the current article, ascending; valid until it changes. Throws Error(kCorrupt), Error(kWrongDictionary).
  const Positions& positions(std::size_t question);

  // Whether the current article has a sequence. Cheaper than positions.
  bool has_sequence(std::size_t sequence);

  // The position after the last word of the lead.
  std::uint32_t end_of_lead();

 private:
  struct Question {
    Field field;
    std::string term;
    std::optional<std::string> form;
    std::size_t scanned = 0;   // the number of the question for the scanners
    Positions positions = {};  // of kTitle and kAuthor
    std::uint64_t found_in = 0;
  };
  struct Sequence {
    std::vector<std::size_t> questions;
    std::optional<std::size_t> scanned;  // the number of the sequence for the scanners; nullopt if they cannot find it
  };
  struct Scanner {
    std::shared_ptr<const WordDictionary> dictionary;
    std::unique_ptr<WordScanner> words;
  };
  const WordScanner& scanned();
  bool follow_one_another(const std::vector<std::size_t>& questions);
  WordScanner& scanner_of(std::uint32_t dictionary);
  void find_in_byline(Question& question);

  WordStreams streams_;
  const ArticleStore& articles_;
  std::vector<Question> questions_;
  std::unordered_map<std::string, std::size_t> known_;
  std::vector<std::pair<std::string, std::optional<std::string>>> asked_;  // of every scanner
  std::vector<Sequence> sequences_;
  std::map<std::vector<std::size_t>, std::size_t> known_sequences_;
  std::vector<std::vector<std::size_t>> asked_sequences_;  // of every scanner
  std::unordered_map<std::uint32_t, Scanner> scanners_;
  DocumentNumber document_ = 0;
  std::uint64_t moves_ = 0;
  WordScanner* scanned_ = nullptr;  // of the current article; null before it is read
  Analyser analyser_;
  std::vector<Token> tokens_;
};

}  // namespace broadtape
