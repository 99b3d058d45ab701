// An archive built from files in this process, by the same readers, builder and run as `tape-index add`.
#pragma once

#include <stdexcept>
#include <string>
#include <utility>

#include "common/archive/archive.h"
#include "common/companies/company_directory.h"
#include "indexer/ingest/article_builder.h"
#include "indexer/ingest/article_date.h"
#include "indexer/input/inputs.h"
#include "indexer/readers/reader.h"
#include "indexer/write/index_run.h"
#include "indexer/write/segment_store.h"
#include "tests/support/temp_folder.h"

namespace broadtape {

class IndexedArchive : private RecordSink {
 public:
  // `input` is a file, folder or packed archive. Throws std::runtime_error if part of it cannot be read.
  explicit IndexedArchive(const std::string& input, std::int64_t first_seen_s)
      : builder_(CompanyDirectory::builtin(), first_seen_s),
        store_(folder_.path() + "/archive"),
        run_(
            store_, [this](Article& article) { builder_.recognise_tickers(article); }, RunOptions{}) {
    InputCallbacks callbacks;
    callbacks.stream = [this](ByteSource& source) {
      read_records(source, {}, *this);
      return true;
    };
    callbacks.problem = [](const InputProblem& problem) {
      throw std::runtime_error("cannot read " + problem.name + ": " + problem.reason);
    };
    walk_input(input, {}, callbacks);
    run_.publish();
  }

  Archive open() const { return Archive::open(folder_.path() + "/archive"); }
  std::size_t articles() const { return articles_; }  // including earlier versions
  std::size_t rejected() const { return rejected_; }

 private:
  bool article(RawArticle&& raw) override {
    ArticleDate date = read_article_date(raw, {});
    articles_ += run_.add(builder_.build(std::move(raw), std::move(date)).article) != AddOutcome::kUnchanged;
    return true;
  }
  bool reject(RejectedRecord&&) override {
    ++rejected_;
    return true;
  }
  void replaced_bytes(std::uint64_t) override {}

  TemporaryFolder folder_;
  ArticleBuilder builder_;
  SegmentStore store_;
  IndexRun run_;
  std::size_t articles_ = 0;
  std::size_t rejected_ = 0;
};

}  // namespace broadtape
