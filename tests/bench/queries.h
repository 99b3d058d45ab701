// The questions that every engine is asked, made from the corpus itself so that they have answers.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "common/time/instant.h"
#include "tests/bench/corpus.h"

namespace broadtape::bench {

inline constexpr int kWindowDays = 42;

struct BenchQuery {
  std::vector<std::string> words;   // two to four that stand in one article's title or lead, lower case ASCII letters
  std::vector<std::string> phrase;  // two that stand side by side in some body
  Day first_day;                    // of six weeks somewhere in the corpus' span
  Day last_day;
};

// The same queries for the same corpus.
std::vector<BenchQuery> make_queries(const std::string& corpus, const CorpusFacts& facts, std::size_t count);

// "oil prices"
std::string joined(const std::vector<std::string>& words, const char* separator);

}  // namespace broadtape::bench
