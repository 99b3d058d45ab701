// The text that every engine indexes: one JSON Lines file, made from whatever the indexer can read.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "common/article/article.h"
#include "common/time/instant.h"

namespace broadtape::bench {

// What the baselines get of an article. Dates and tickers are worked out beforehand, outside the time that is measured
// for them; tape-index works them out itself.
struct CorpusArticle {
  std::string json;  // the article's line in the file
  std::string id;
  std::string title;
  std::string body;
  std::string source;
  std::string day;  // YYYYMMDD, or empty
  std::vector<std::string> tickers;
};

struct CorpusFacts {
  std::string description;  // for people: "Reuters-21578"
  std::uint64_t articles = 0;
  std::uint64_t text_bytes = 0;  // of titles and bodies
  Day first_day;                 // of the dated ones
  Day last_day;
};

// Writes one article after another to a JSON Lines file and keeps the facts. An id that was there before is passed by.
class CorpusWriter {
 public:
  // Throws Error(kUnwritable).
  explicit CorpusWriter(const std::string& path);
  ~CorpusWriter();
  CorpusWriter(const CorpusWriter&) = delete;
  CorpusWriter& operator=(const CorpusWriter&) = delete;

  // Finds the tickers of its text, too.
  void add(Article article);
  // Throws Error(kUnwritable) when the file could not be written.
  CorpusFacts close();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// Calls `take` for every article of an input such as `tape-index add` takes, with the tickers that its source gives.
// Throws Error(kInput) when nothing can be read from it.
void read_articles(const std::string& input, const std::function<void(Article&&)>& take);

// Calls `take` for every line of a file that CorpusWriter wrote.
void for_each_article(const std::string& corpus, const std::function<void(CorpusArticle&&)>& take);

// `input`; where there is none, Reuters-21578 in $BROADTAPE_CORPORA; where that is not set, made text.
CorpusFacts prepare_corpus(const std::string& input, const std::string& path);

}  // namespace broadtape::bench
