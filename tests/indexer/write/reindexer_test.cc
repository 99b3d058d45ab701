#include "indexer/write/reindexer.h"

#include <xapian.h>

#include <atomic>
#include <catch2/catch.hpp>
#include <filesystem>

#include "common/archive/schema.h"
#include "indexer/write/archive_verifier.h"
#include "tests/indexer/write/written_archive.h"
#include "tests/support/error_matcher.h"

using namespace broadtape;
namespace fs = std::filesystem;

namespace {

// Three segments with a superseded version, a corrected one, and a ticker of the source.
void write_three_segments(const std::string& path) {
  Article french = page_article("La BCE", "Selon l'inflation, la BCE attend.");
  french.language = "french";
  add_run(path, {page_article("One"), page_article("Two", "Crude fell.")});
  add_run(path, {page_article("One", "Shares of Acme fell."), with_tickers(page_article("Three"), {"NVDA"})});
  Article later = page_article("Four");
  later.first_seen_s = kMadeAt + 5;
  add_run(path, {french, later});
}

bool always(ReindexPhase, std::uint64_t) {
  return true;
}

std::optional<ReindexReport> reindex_quietly(const std::string& path, const ReindexProgress& goes_on = always,
                                             const RunOptions& options = two_threads()) {
  SegmentStore store(path, SegmentStore::IfMissing::kRefuse);
  return reindex(
      store, [](Article&) {}, options, goes_on);
}

std::vector<std::string> files_of(const std::string& path) {
  std::vector<std::string> files;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(path)) {
    if (entry.is_regular_file() && entry.path().filename() != kLockName)
      files.push_back(entry.path().string() + "\n" + read_file(entry.path().string()));
  }
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace

TEST_CASE("An archive of an earlier release is refused, and reindex makes it one of this release", "[write][reindex]") {
  const TemporaryFolder folder;
  const std::string path = folder / "archive";
  write_three_segments(path);
  const std::vector<std::string> summary = summary_of(path);
  make_old(path);

  const std::string way_out = "tape-index reindex --archive " + path;
  CHECK_THROWS_MATCHES(Archive::open(path), Error, HasKind(ErrorKind::kTooOld) && Says(way_out));
  CHECK_THROWS_MATCHES(add_run(path, {page_article("Five")}), Error, HasKind(ErrorKind::kTooOld) && Says(way_out));
  CHECK_THROWS_MATCHES(verify_archive(path, false), Error, HasKind(ErrorKind::kTooOld) && Says(way_out));
  {
    SegmentStore store(path);
    CHECK_THROWS_MATCHES(merge_all(store), Error, HasKind(ErrorKind::kTooOld) && Says(way_out));
    CHECK(stored_documents(store) == 6);
  }

  const auto report = reindex_quietly(path);
  REQUIRE(report);
  CHECK(report->documents == 6);
  CHECK(report->segments == 3);
  CHECK(segment_count(path) == 1);
  CHECK(verify_archive(path, false).findings.empty());
  CHECK(summary_of(path) == summary);
  const Archive archive = Archive::open(path);
  CHECK(archive.index().documents_with(make_term(Field::kText, "inflat")) == 1);
  CHECK(archive.index().documents_with(make_term(Field::kText, "oldword")) == 0);
  CHECK(archive.index().documents_with(make_term(Field::kLanguage, "fr")) == 1);
  CHECK(add_run(path, {page_article("One", "Shares of Acme fell."), page_article("Five")}) ==
        std::vector<AddOutcome>{kUnchanged, kAdded});
}

TEST_CASE("Reindexed articles are the stored ones, oldest first", "[write][reindex]") {
  const TemporaryFolder folder;
  const std::string path = folder / "archive";
  write_three_segments(path);
  std::vector<Version> before;
  for (Version& version : versions_in(path)) before.push_back(std::move(version));
  make_old(path);
  RunOptions small = two_threads();
  small.max_articles_per_segment = 4;
  REQUIRE(reindex_quietly(path, always, small));
  CHECK(segment_count(path) == 2);
  const std::vector<Version> after = versions_in(path);
  REQUIRE(after.size() == before.size());
  // versions_in() begins with the newest segment: {3}, {2}, {1} before; {3}, {1, 2} after.
  const std::size_t order[] = {0, 1, 4, 5, 2, 3};
  for (std::size_t i = 0; i < after.size(); ++i) {
    Version expected = before[order[i]];
    if (expected.article.language == "french") expected.article.language = "fr";
    INFO(expected.article.title);
    CHECK(after[i].article == expected.article);
    CHECK(after[i].flags.superseded == expected.flags.superseded);
    CHECK(after[i].flags.corrected == expected.flags.corrected);
  }
}

TEST_CASE("Companies are recognised anew, beside those of the source", "[write][reindex]") {
  const TemporaryFolder folder;
  Article article = with_tickers(page_article("One"), {"NVDA"});
  article.tickers.push_back(from_source("OLD"));
  article.tickers.back().evidence = TickerEvidence::kName;
  add_run(folder.path(), {article});
  SegmentStore store(folder.path());
  std::atomic<int> others = 0;
  REQUIRE(reindex(
      store,
      [&](Article& stored) {
        if (stored.tickers.size() != 1) ++others;
        stored.tickers.push_back({"NEW", TickerEvidence::kName});
      },
      two_threads(), always));
  CHECK(others == 0);
  CHECK(summary_of(folder.path()) == std::vector<std::string>{"One: Shares of Acme rose 4 percent. NVDA NEW"});
}

TEST_CASE("A reindex that would change the tickers of a source leaves every file as it was", "[write][reindex]") {
  const TemporaryFolder folder;
  add_run(folder.path(), {with_tickers(page_article("One"), {"NVDA", "BRK.B"})});
  const std::vector<std::string> files = files_of(folder.path());
  const std::pair<const char*, void (*)(Article&)> changes[] = {
      {"lost", [](Article& stored) { stored.tickers.pop_back(); }},
      {"all lost", [](Article& stored) { stored.tickers.clear(); }},
      {"renamed", [](Article& stored) { stored.tickers.front().symbol = "OTHER"; }},
      {"added", [](Article& stored) { stored.tickers.push_back(from_source("NEW")); }},
      {"weakened", [](Article& stored) { stored.tickers.front().evidence = TickerEvidence::kName; }},
  };
  for (const auto& [name, change] : changes) {
    INFO(name);
    {
      SegmentStore store(folder.path(), SegmentStore::IfMissing::kRefuse);
      CHECK_THROWS_MATCHES(reindex(store, change, two_threads(), always), Error,
                           HasKind(ErrorKind::kCorrupt) && Says("differs in the new index"));
    }
    CHECK(files_of(folder.path()) == files);
  }
}

TEST_CASE("A reindex that stops at any article leaves every file as it was", "[write][reindex]") {
  const TemporaryFolder folder;
  const std::string path = folder / "archive";
  write_three_segments(path);
  make_old(path);
  const std::vector<std::string> files = files_of(path);
  for (const ReindexPhase last : {ReindexPhase::kBuilding, ReindexPhase::kComparing}) {
    for (std::uint64_t document = 1; document <= 6; ++document) {
      const auto stops = [&](ReindexPhase phase, std::uint64_t at) { return phase != last || at < document; };
      CHECK(!reindex_quietly(path, stops));
      CHECK(files_of(path) == files);
    }
  }
}

TEST_CASE("A reindex of a damaged article leaves every file as it was, or leaves the article out", "[write][reindex]") {
  const TemporaryFolder folder;
  const std::string path = folder / "archive";
  write_three_segments(path);
  make_old(path);
  {
    Xapian::WritableDatabase segment(path + "/" + read_manifest(path).shards[1].segment, Xapian::DB_OPEN);
    Xapian::Document document = segment.get_document(1);
    document.set_data(document.get_data().substr(0, 20));
    segment.replace_document(1, document);
    segment.commit();
  }
  const std::vector<std::string> files = files_of(path);
  const std::string damaged = read_manifest(path).shards[1].segment;
  CHECK_THROWS_MATCHES(reindex_quietly(path), Error,
                       HasKind(ErrorKind::kCorrupt) && Says(damaged + ": document 1") && Says("--leave-out-damaged"));
  CHECK(files_of(path) == files);

  {
    SegmentStore store(path, SegmentStore::IfMissing::kRefuse);
    const auto report = reindex(
        store, [](Article&) {}, two_threads(), always, IfDamaged::kLeaveOut);
    REQUIRE(report);
    CHECK(report->documents == 5);
    REQUIRE(report->left_out.size() == 1);
    CHECK(report->left_out.front().segment == damaged);
    CHECK(report->left_out.front().document == 1);
  }
  CHECK(fs::exists(path + "/" + damaged_name(damaged) + "/docdata.glass"));
  const VerifyReport verified = verify_archive(path, false);
  CHECK(verified.documents == 5);
  CHECK(verified.findings.empty());
  CHECK(verified.unlisted.empty());
}

TEST_CASE("A reindex of an empty archive changes nothing", "[write][reindex]") {
  const TemporaryFolder folder;
  { SegmentStore made(folder / "archive"); }
  const auto report = reindex_quietly(folder / "archive");
  REQUIRE(report);
  CHECK(report->documents == 0);
  CHECK(segment_count(folder / "archive") == 0);
}
