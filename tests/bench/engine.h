// What is asked of every engine.
#pragma once

#include <chrono>
#include <cstdint>
#include <iterator>
#include <memory>
#include <string>

#include "tests/bench/queries.h"

namespace broadtape::bench {

struct Outcome {
  double took_us = 0;
  std::uint64_t found = 0;  // results, articles or facet values: to see that the engines answer the same question
};

class Engine {
 public:
  virtual ~Engine() = default;

  // The ten best: their ids and titles.
  virtual Outcome top_ten_any(const BenchQuery& query) = 0;          // with any of the words
  virtual Outcome top_ten_any_counted(const BenchQuery& query) = 0;  // and their exact count
  virtual Outcome top_ten_all(const BenchQuery& query) = 0;          // with all of them
  virtual Outcome top_ten_phrase(const BenchQuery& query) = 0;
  virtual Outcome top_ten_dated(const BenchQuery& query) = 0;  // with all of the words, in the query's six weeks

  // How many articles there are, exactly.
  virtual Outcome count_all(const BenchQuery& query) = 0;
  virtual Outcome count_any(const BenchQuery& query) = 0;

  // Of all articles with any of the words: how many for each ticker, source and month.
  virtual Outcome facets(const BenchQuery& query) = 0;

  // Of the ten best with all of the words, which are found beforehand, outside the time.
  virtual Outcome snippets(const BenchQuery& query) = 0;

  // The ten best with all of the words, their titles and snippets: what a find from parsing to print has to do.
  virtual Outcome page(const BenchQuery& query) = 0;

  // Of all articles with any of the words: how many for each month.
  virtual Outcome timeline(const BenchQuery& query) = 0;

  // Every article's day, source, tickers and title, newest first; found: articles.
  virtual Outcome export_all() = 0;
};

class Stopwatch {
 public:
  double elapsed_us() const {
    return std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - start_).count();
  }

 private:
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

}  // namespace broadtape::bench
