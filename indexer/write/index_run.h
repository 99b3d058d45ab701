// One run of adding articles: batches built by worker threads, merged into one segment, published by one rename.
//
// Until publish() returns, nothing of the run is in the archive. A run of more than max_articles_per_segment articles
// publishes each time it has that many, which bounds its memory to about 160 MB: 12 MiB of text in batches, their index
// (up to 25 times the text), and about 270 bytes per article and 50 per ticker that are not published yet.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "common/archive/archive.h"
#include "indexer/write/batch_writer.h"
#include "indexer/write/identity_index.h"
#include "indexer/write/segment_store.h"
#include "indexer/write/worker_pool.h"

namespace broadtape {

struct RunOptions {
  std::size_t threads = 0;  // 0: one per processor
  int level = Codec::kDefaultLevel;
  std::size_t max_articles_per_segment = 500'000;
  BatchWriter batch_writer = batch_writer_for(running_xapian());
};

class IndexRun {
 public:
  // Called by worker threads, several at once, for each article before it is written. Recognises tickers.
  using Complete = std::function<void(Article&)>;

  // Both references must outlive the run.
  IndexRun(SegmentStore& store, Complete complete, const RunOptions& options);
  ~IndexRun();

  // Takes one article with the tickers that its source gives, and gives it its id. Empty for an article whose record is
  // too large to be stored; the run is then as before. Throws Error(kUnwritable), Error(kCorrupt); the run is then
  // lost.
  std::optional<AddOutcome> try_add(Article article, const ExportedVersion& exported = {});

  // The same, but throws Error(kTooLarge) for such an article.
  AddOutcome add(Article article, const ExportedVersion& exported = {});

  // Writes, merges and publishes what was added since the last call. Throws Error(kUnwritable); the run is then lost
  // and the archive as it was.
  void publish();

  std::uint64_t articles_waiting() const { return waiting_articles_; }  // added, but not yet published

 private:
  void open_published();
  void close_batch();
  void submit_batch(std::vector<PendingArticle> batch, std::size_t bytes);
  void set_codec(std::shared_ptr<const Codec> codec);
  std::shared_ptr<const Codec> train_codec() const;
  std::string merge_parts();

  SegmentStore& store_;
  Complete complete_;
  RunOptions options_;
  std::unique_ptr<Archive> published_;
  std::unique_ptr<IdentityIndex> identity_;

  // The first batches wait until the dictionary is trained on them, when the archive has none.
  std::shared_ptr<const Codec> codec_;
  struct Batch {
    std::vector<PendingArticle> articles;
    std::size_t bytes = 0;  // of text
  };
  std::vector<Batch> batches_before_codec_;
  std::size_t articles_before_codec_ = 0;
  std::size_t bytes_before_codec_ = 0;

  std::size_t max_batch_bytes_;
  std::vector<PendingArticle> batch_;
  std::size_t batch_bytes_ = 0;
  std::uint64_t waiting_articles_ = 0;
  std::vector<std::string> parts_;

  std::vector<DocumentBuilder> builders_;  // one for each worker
  WorkerPool workers_;
};

}  // namespace broadtape
