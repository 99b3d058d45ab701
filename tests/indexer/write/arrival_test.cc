// The numbers of the runs in which an archive learned of its versions.
#include <catch2/catch.hpp>
#include <map>
#include <random>

#include "indexer/write/archive_verifier.h"
#include "indexer/write/column_writer.h"
#include "indexer/write/reindexer.h"
#include "indexer/write/segment_recovery.h"
#include "tests/indexer/write/written_archive.h"

using namespace broadtape;

namespace {

using Arrivals = std::map<std::string, std::uint64_t>;  // by title and body

Arrivals arrivals_in(const std::string& path) {
  Arrivals arrivals;
  for (const Version& version : versions_in(path))
    arrivals[version.article.title + ": " + version.article.body] = version.flags.arrival;
  return arrivals;
}

void reindex_all(const std::string& path) {
  SegmentStore store(path);
  reindex(
      store, [](Article&) {}, two_threads(), [](ReindexPhase, std::uint64_t) { return true; });
}

// Makes the archive one of a release that did not count runs.
void forget_runs(const std::string& path) {
  for (const Shard& shard : read_manifest(path).shards) {
    Xapian::WritableDatabase segment(path + "/" + shard.segment, Xapian::DB_OPEN);
    for (Xapian::docid number = 1; number <= segment.get_lastdocid(); ++number) {
      Xapian::Document document = segment.get_document(number);
      document.remove_value(kArrivalSlot);
      segment.replace_document(number, document);
    }
    segment.commit();
  }
  forget_checksums(path);
  write_file(path + "/" + kManifestName, format_manifest({read_manifest(path).shards}));
}

// An archive and what is known of it.
class CountedArchive {
 public:
  explicit CountedArchive(std::uint64_t seed) : random_(seed) {}

  const std::string& path() const { return folder_.path(); }
  std::uint64_t below(std::uint64_t limit) { return random_() % limit; }

  // New articles, known ones, corrections and further companies in any mixture; at times killed before it publishes.
  void add(bool killed) {
    SegmentStore store(path());
    IndexRun run(
        store, [](Article&) {}, two_threads());
    const Arrivals before = expected_;
    bool any = false;
    for (std::uint64_t i = 0; i < 1 + below(6); ++i) {
      const std::string title = "T" + std::to_string(below(40));
      const std::string body = "Version " + std::to_string(below(3)) + " of the report.";
      Article article = page_article(title, body);
      if (below(3) == 0) article = with_tickers(article, {below(2) == 0 ? "NVDA" : "MSFT"});
      article.first_seen_s = kMadeAt + static_cast<std::int64_t>(below(100));  // a clock that goes backwards
      run.add(article);
      any = expected_.try_emplace(title + ": " + body, runs_ + 1).second || any;
    }
    if (killed) {
      expected_ = before;
      return;
    }
    run.publish();
    if (any) ++runs_;
    if (below(2) == 0) merge_tiers(store);
  }

  void remove(std::uint64_t title) {
    SegmentStore store(path());
    remove_articles(store, {page_article("T" + std::to_string(title)).id});
    std::erase_if(expected_,
                  [&](const auto& known) { return known.first.starts_with("T" + std::to_string(title) + ":"); });
  }

  void check() const {
    CHECK(arrivals_in(path()) == expected_);
    CHECK(read_manifest(path()).runs == runs_);
  }

 private:
  TemporaryFolder folder_;
  std::mt19937_64 random_;
  Arrivals expected_;
  std::uint64_t runs_ = 0;
};

}  // namespace

TEST_CASE("A version keeps the number of the run that brought it, whatever happens to the archive",
          "[write][arrival]") {
  for (const std::uint64_t seed : {1, 2, 3}) {
    CountedArchive archive(seed);
    archive.add(false);
    for (int step = 0; step < 40; ++step) {
      CAPTURE(seed, step);
      switch (archive.below(10)) {
        case 0: {
          SegmentStore store(archive.path());
          merge_all(store);
          break;
        }
        case 1:
          reindex_all(archive.path());
          break;
        case 2:
          archive.remove(archive.below(40));
          break;
        case 3:
          archive.add(true);
          break;
        default:
          archive.add(false);
      }
      archive.check();
    }
    CHECK(verify_archive(archive.path(), false).findings.empty());
  }
}

TEST_CASE("A run that publishes in parts has a number for each", "[write][arrival]") {
  const TemporaryFolder folder;
  RunOptions options = two_threads();
  options.max_articles_per_segment = 2;
  add_run(folder.path(), {page_article("A"), page_article("B"), page_article("C")}, options);
  const Arrivals arrivals = arrivals_in(folder.path());
  CHECK(arrivals.at("A: Shares of Acme rose 4 percent.") == 1);
  CHECK(arrivals.at("C: Shares of Acme rose 4 percent.") == 2);
  CHECK(read_manifest(folder.path()).runs == 2);
}

TEST_CASE("Articles from before runs were counted have no number, and need no reindexing", "[write][arrival]") {
  const TemporaryFolder folder;
  add_run(folder.path(), {page_article("A", "one"), page_article("B", "one")});
  forget_runs(folder.path());
  CHECK(arrivals_in(folder.path()) == Arrivals{{"A: one", 0}, {"B: one", 0}});
  CHECK(verify_archive(folder.path(), false).findings.empty());
  add_run(folder.path(), {page_article("A", "two")});
  CHECK(arrivals_in(folder.path()) == Arrivals{{"A: one", 0}, {"A: two", 1}, {"B: one", 0}});
  CHECK(verify_archive(folder.path(), false).findings.empty());
}

TEST_CASE("A manifest that has lost its number of runs gives no number twice", "[write][arrival]") {
  struct Case {
    const char* name;
    void (*correct)(const std::string& path);
  };
  const Case cases[] = {
      {"the next run", [](const std::string& path) { add_run(path, {page_article("C", "one")}); }},
      {"compacting",
       [](const std::string& path) {
         SegmentStore store(path);
         merge_all(store);
       }},
      {"recovery",
       [](const std::string& path) {
         write_file(path + "/" + kManifestName, "");
         set_aside_damaged_manifest(path);
         SegmentStore store(path);
         recover_segments(store);
       }},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.name) {
      const TemporaryFolder folder;
      add_run(folder.path(), {page_article("A", "one")});
      add_run(folder.path(), {page_article("B", "one")});
      write_file(folder / kManifestName, format_manifest({read_manifest(folder.path()).shards}));
      const VerifyReport report = verify_archive(folder.path(), true);
      REQUIRE(report.findings.size() == 2);
      CHECK(report.findings.back().heals);
      CHECK_THAT(report.findings.back().what, Catch::Contains("articles of run 2, but the manifest counts 0 runs"));
      c.correct(folder.path());
      CHECK(verify_archive(folder.path(), false).findings.empty());
      add_run(folder.path(), {page_article("D", "one")});
      const Arrivals arrivals = arrivals_in(folder.path());
      CHECK(arrivals.at("B: one") == 2);
      CHECK(arrivals.at("D: one") > 2);
    }
  }
}
