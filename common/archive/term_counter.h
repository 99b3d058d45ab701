// In how many of some articles each term of their titles and bodies is, by their word streams (word_streams.h).
//
// Threads: not shared.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "common/archive/word_streams.h"

namespace broadtape {

class TermCounter {
 public:
  // Keeps a reference to `shards.articles`.
  explicit TermCounter(const WordShards& shards) : streams_(shards), articles_(shards.articles) {}

  // Counts the terms of a document, each once. Cheapest in ascending order. Throws Error(kCorrupt),
  // Error(kWrongDictionary).
  void add(DocumentNumber document);

  // The terms that at least `least` documents have, with the numbers of these documents.
  std::unordered_map<std::string, std::uint64_t> counts(std::uint64_t least = 1) const;

 private:
  struct Count {
    std::uint32_t documents = 0;
    std::uint32_t last = 0;  // the last document that was counted
  };
  // A word that the dictionary lacks; it can have the term, of words that are written otherwise.
  struct Literal {
    std::optional<std::uint32_t> number;
    Count count;  // if it lacks the term
  };
  // Of the documents whose streams have one dictionary.
  struct Counts {
    std::shared_ptr<const WordDictionary> dictionary;
    std::vector<Count> by_number;
    std::unordered_map<std::string, Literal> literals;  // by term
  };

  Counts& counts_of(std::uint32_t dictionary);
  void add_to(Count& count) const;
  void add_literal(Counts& counts, std::string_view form, std::string_view term);

  WordStreams streams_;
  const ArticleStore& articles_;
  std::uint32_t documents_ = 0;
  std::unordered_map<std::uint32_t, Counts> by_dictionary_;
  std::string term_;
};

}  // namespace broadtape
