// Builds segments of articles whose ids and flags are decided: batches written by worker threads, merged into one
// database.
//
// Memory is bounded to about 160 MB: 12 MiB of text in batches, their index (up to 25 times the text), and what one
// merge needs.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "common/archive/dictionaries.h"
#include "indexer/write/batch_writer.h"
#include "indexer/write/segment_store.h"
#include "indexer/write/worker_pool.h"

namespace broadtape {

class CompanyDirectory;

struct RunOptions {
  std::size_t threads = 0;  // 0: one per processor
  int level = Codec::kDefaultLevel;
  std::size_t max_articles_per_segment = 500'000;
  const CompanyDirectory* directory = nullptr;  // finds what articles learn from each other; null: they do not
  BatchWriter batch_writer = batch_writer_for(running_xapian());
};

// Private databases that are about to be merged. What changes them then leaves no gaps in the tables of the result.
struct UnmergedParts {
  const std::vector<std::string>& folders;
  const Dictionaries& dictionaries;  // of their articles
  WorkerPool& workers;               // without tasks
};

class SegmentBuilder {
 public:
  // Called by worker threads, several at once, for each article before it is written. Recognises tickers.
  using Complete = std::function<void(Article&)>;

  // Passes articles to a function until it returns false.
  using Samples = std::function<void(const std::function<bool(const Article&)>& take)>;

  // Called before the databases of all that was added are merged.
  using BeforeMerge = std::function<void(const UnmergedParts& parts)>;

  // `store` must outlive the builder.
  SegmentBuilder(SegmentStore& store, Complete complete, const RunOptions& options);
  ~SegmentBuilder();

  // The dictionaries for the articles. A missing one is trained on the first articles and those of
  // `more_samples`. Required before the first add(), allowed after finish().
  void write_with(Dictionaries dictionaries, Samples more_samples);

  // Takes an article with its id. Throws Error(kUnwritable), Error(kCorrupt), and what an earlier batch threw.
  void add(Article article, const VersionFlags& flags);

  std::uint64_t articles() const { return articles_; }  // added since finish()

  // Writes and merges what was added since the last call, in that order. Returns the path of the finished database in
  // `incoming`; empty if nothing was added. Throws as add() does.
  std::string finish(const BeforeMerge& before_merge = {});

 private:
  void close_batch();
  void submit_batch(std::vector<PendingArticle> batch, std::size_t bytes);
  void set_dictionaries(Dictionaries dictionaries);
  Dictionaries train_dictionaries() const;
  std::shared_ptr<const Codec> for_level(const Codec& codec) const;
  void merge_groups(std::size_t most_parts);
  std::string merge_parts(const BeforeMerge& before_merge);

  SegmentStore& store_;
  Complete complete_;
  RunOptions options_;
  Samples more_samples_;

  // The first batches wait until the dictionaries are trained on them.
  Dictionaries known_;  // of the archive
  std::optional<Dictionaries> dictionaries_;
  struct Batch {
    std::vector<PendingArticle> articles;
    std::size_t bytes = 0;  // of text
  };
  std::vector<Batch> waiting_batches_;
  std::size_t waiting_articles_ = 0;
  std::size_t waiting_bytes_ = 0;

  std::size_t max_batch_bytes_;
  std::vector<PendingArticle> batch_;
  std::size_t batch_bytes_ = 0;
  std::uint64_t articles_ = 0;
  std::vector<std::string> parts_;

  std::vector<DocumentBuilder> builders_;  // one for each worker
  WorkerPool workers_;
};

}  // namespace broadtape
