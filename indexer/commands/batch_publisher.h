// Publishes batches of what addresses and folders gave, for `fetch` and `watch`: one run of the archive for each batch.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "common/companies/company_directory.h"
#include "indexer/ingest/article_builder.h"
#include "indexer/ingest/ingest_pipeline.h"
#include "indexer/watch/feed_poller.h"
#include "indexer/watch/page_fetcher.h"

namespace broadtape {

struct PublisherOptions {
  std::string archive;
  std::vector<InputGroup> readings;  // without inputs
  RunOptions run;
  bool quiet = false;
};

// Files that are read alike.
struct FoundFiles {
  std::vector<std::string> paths;
  std::size_t reading = 0;  // of PublisherOptions::readings
};

struct BatchOutcome {
  struct Source {
    ReadOutcome read;
    std::vector<PageEntry> entries = {};  // of one whose pages are wanted
  };
  std::vector<std::optional<Source>> sources;  // empty for one that was not read to its end: the user interrupted
  std::vector<std::string> pages;              // why a page gave nothing; else empty
};

class BatchPublisher {
 public:
  // `directory` must outlive this.
  BatchPublisher(const PublisherOptions& options, const CompanyDirectory& directory);

  // Makes the archive if there is none. Throws as SegmentStore, but not if another process writes to it.
  void make_archive() const;

  // Reads a batch into the archive and publishes it as one run. Throws Error(kLocked), Error(kUnwritable),
  // Error(kCorrupt); nothing is published then.
  BatchOutcome publish(const std::vector<FetchedSource>& fetched, const std::vector<FetchedPage>& pages,
                       const std::vector<FoundFiles>& files);

  // Merges segments as the policy asks for. A failure is reported and changes nothing.
  void merge() const;

  // Of all batches.
  std::uint64_t changed() const { return changed_; }    // articles added or updated
  std::uint64_t rejected() const { return rejected_; }  // records
  std::uint64_t failed_files() const { return failed_files_; }

 private:
  IngestOptions ingest_options(const std::vector<FoundFiles>& files) const;
  std::string add_page(IndexRun& run, const FetchedPage& page, IngestCounts& counts) const;
  void report(const IngestCounts& counts, std::size_t sources) const;

  const PublisherOptions options_;
  const CompanyDirectory& directory_;
  ArticleBuilder builder_;
  std::set<std::string> told_;  // notes that are not repeated
  std::uint64_t changed_ = 0;
  std::uint64_t rejected_ = 0;
  std::uint64_t failed_files_ = 0;
};

}  // namespace broadtape
