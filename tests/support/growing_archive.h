// An archive that changes while it is read: published segments, merges, replacement by another archive.
#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "indexer/write/index_run.h"
#include "indexer/write/segment_merger.h"
#include "indexer/write/segment_store.h"
#include "tests/support/article_maker.h"
#include "tests/support/temp_folder.h"

namespace broadtape {

class GrowingArchive {
 public:
  GrowingArchive() = default;
  explicit GrowingArchive(const std::vector<Article>& articles) { add(articles); }

  std::string path() const { return folder_ / "archive"; }

  // Adds the articles and publishes them as one segment.
  void add(const std::vector<Article>& articles) {
    SegmentStore store(path());
    RunOptions options;
    options.threads = 1;
    options.level = 1;
    IndexRun run(
        store, [](Article&) {}, options);
    for (const Article& article : articles) run.add(article);
    run.publish();
  }

  // Merges all segments into one and removes the old ones.
  void merge() {
    SegmentStore store(path());
    merge_all(store);
  }

  void remove() { std::filesystem::remove_all(path()); }

 private:
  TemporaryFolder folder_;
};

}  // namespace broadtape
