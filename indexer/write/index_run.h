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
#include <set>
#include <string>
#include <vector>

#include "common/archive/archive.h"
#include "indexer/write/identity_index.h"
#include "indexer/write/segment_builder.h"
#include "indexer/write/segment_store.h"

namespace broadtape {

class IndexRun {
 public:
  using Complete = SegmentBuilder::Complete;

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

  // Names that publish() did not look for, because it had read enough articles; see teach_names().
  std::uint64_t names_left_out() const { return names_left_out_; }

  std::uint64_t articles_waiting() const { return builder_.articles(); }  // added, but not yet published

 private:
  void open_published();
  void read_published(const std::function<bool(const Article&)>& take) const;

  SegmentStore& store_;
  Complete complete_;
  RunOptions options_;
  std::unique_ptr<Archive> published_;
  std::unique_ptr<IdentityIndex> identity_;
  std::set<std::string> updated_;  // published articles of which the run has new versions
  SegmentBuilder builder_;
  std::uint64_t names_left_out_ = 0;
  std::uint64_t run_ = 0;  // the number of the next publication, see kArrivalSlot
};

}  // namespace broadtape
