// Segments that no manifest names: kept by every run, and taken back.
#include "indexer/write/segment_recovery.h"

#include <catch2/catch.hpp>
#include <filesystem>

#include "indexer/write/archive_verifier.h"
#include "indexer/write/reindexer.h"
#include "tests/indexer/write/written_archive.h"
#include "tests/support/error_matcher.h"

using namespace broadtape;
namespace fs = std::filesystem;
using Lines = std::vector<std::string>;

namespace {

// Three segments: two articles, a corrected one, another.
void write_archive(const std::string& path) {
  add_run(path, {make_article("Acme rises", "v1"), make_article("Oil falls", "o1")});
  add_run(path, {make_article("Acme rises", "v2")});
  add_run(path, {make_article("Gold", "g1")});
}

std::vector<RecoveredSegment> recover_all(const std::string& path) {
  set_aside_damaged_manifest(path);
  SegmentStore store(path);
  return recover_segments(store);
}

}  // namespace

TEST_CASE("Whatever happens to the manifest, every article is taken back", "[write][recover]") {
  struct Case {
    const char* name;
    void (*damage)(const TemporaryFolder&);
    bool readable;  // the manifest still passes for a whole one
  };
  const Case cases[] = {
      {"emptied", [](const TemporaryFolder& f) { f.write(kManifestName, ""); }, false},
      {"missing", [](const TemporaryFolder& f) { fs::remove(f / kManifestName); }, false},
      {"cut off",
       [](const TemporaryFolder& f) {
         const std::string text = read_file(f / kManifestName);
         f.write(kManifestName, text.substr(0, text.size() - 21));
       },
       false},
      {"of something else", [](const TemporaryFolder& f) { f.write(kManifestName, "\x7f\x45LF"); }, false},
      {"without its check and its newest segment",
       [](const TemporaryFolder& f) { f.write(kManifestName, "auto segments/000003\n"); }, true},
  };
  const TemporaryFolder whole;
  write_archive(whole.path());
  const Lines before = summary_of(whole.path());
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.name) {
      const TemporaryFolder folder;
      fs::copy(whole.path(), folder.path(), fs::copy_options::recursive);
      c.damage(folder);
      if (!c.readable) CHECK_THROWS_MATCHES(SegmentStore(folder.path()), Error, HasKind(ErrorKind::kCorrupt));
      if (!c.readable) CHECK_THROWS_MATCHES(verify_archive(folder.path(), true), Error, Says("tape-index recover"));
      if (c.readable) CHECK(!verify_archive(folder.path(), true).unlisted.empty());
      recover_all(folder.path());
      CHECK(summary_of(folder.path()) == before);
      const VerifyReport report = verify_archive(folder.path(), false);
      CHECK(report.findings.empty());
      CHECK(report.unlisted.empty());
      CHECK(recover_all(folder.path()).empty());
    }
  }
}

TEST_CASE("A run on an archive with a shortened manifest keeps what it no longer names", "[write][recover]") {
  const TemporaryFolder folder;
  write_archive(folder.path());
  const Lines before = summary_of(folder.path());
  folder.write(kManifestName, shard_lines_of(folder.path()).substr(0, 21));  // as an editor might
  REQUIRE(segment_count(folder.path()) == 1);
  add_run(folder.path(), {make_article("Silver", "s1")});
  Lines after = before;
  after.push_back("Silver: s1");
  std::sort(after.begin(), after.end());
  CHECK(summary_of(folder.path()) != after);
  recover_all(folder.path());
  CHECK(summary_of(folder.path()) == after);
}

TEST_CASE("What the archive has already is not taken back twice", "[write][recover]") {
  const TemporaryFolder folder;
  write_archive(folder.path());
  const Lines before = summary_of(folder.path());
  const std::string oldest = segments_in(folder.path(), kSegmentsFolder).front();
  SECTION("a copy of a segment") {
    fs::copy(folder.path() + "/" + oldest, folder / "segments/000009", fs::copy_options::recursive);
    const std::vector<RecoveredSegment> recovered = recover_all(folder.path());
    REQUIRE(recovered.size() == 1);
    CHECK(recovered.front().segment == "unlisted/000009");
    CHECK(recovered.front().taken == 0);
    CHECK(recovered.front().known > 0);
    CHECK(fs::exists(folder / "unlisted/000009"));
  }
  SECTION("a segment of which the archive has a part") {
    const TemporaryFolder other;
    add_run(other.path(), {make_article("Gold", "g1"), make_article("Tin", "t1")});
    fs::copy(other / "segments/000001", folder / "segments/000009", fs::copy_options::recursive);
    const std::vector<RecoveredSegment> recovered = recover_all(folder.path());
    REQUIRE(recovered.size() == 1);
    CHECK(recovered.front().taken == 1);
    CHECK(recovered.front().known == 1);
    Lines after = before;
    after.push_back("Tin: t1");
    std::sort(after.begin(), after.end());
    CHECK(summary_of(folder.path()) == after);
    CHECK(verify_archive(folder.path(), false).findings.empty());
    return;
  }
  SECTION("a damaged segment is left where it is") {
    fs::copy(folder.path() + "/" + oldest, folder / "segments/000009", fs::copy_options::recursive);
    fs::resize_file(folder / "segments/000009/docdata.glass", 100);
    const std::vector<RecoveredSegment> recovered = recover_all(folder.path());
    REQUIRE(recovered.size() == 1);
    CHECK(recovered.front().taken == 0);
    CHECK(!recovered.front().problem.empty());
  }
  CHECK(summary_of(folder.path()) == before);
}

TEST_CASE("Segments of an earlier release are taken back, and reindex reads them", "[write][recover]") {
  const TemporaryFolder folder;
  const std::string path = folder.path();
  write_archive(path);
  const Lines before = summary_of(path);
  const auto reindex_all = [&] {
    SegmentStore store(path);
    reindex(
        store, [](Article&) {}, two_threads(), [](ReindexPhase, std::uint64_t) { return true; });
  };
  SECTION("all of them") {
    make_old(path);
    fs::remove(folder / kManifestName);
    const std::vector<RecoveredSegment> recovered = recover_all(path);
    CHECK(recovered.size() == 3);
    for (const RecoveredSegment& segment : recovered) CHECK(segment.problem.empty());
    CHECK_THROWS_MATCHES(Archive::open(path), Error, HasKind(ErrorKind::kTooOld) && Says("tape-index reindex"));
    CHECK(recover_all(path).empty());
  }
  SECTION("without what the archive has already") {
    const TemporaryFolder other;
    add_run(other.path(), {make_article("Gold", "g1"), make_article("Oil falls", "o1")});
    make_old(other.path());
    fs::copy(other / "segments/000001", folder / "segments/000009", fs::copy_options::recursive);
    const std::vector<RecoveredSegment> recovered = recover_all(path);
    REQUIRE(recovered.size() == 1);
    CHECK(recovered.front().known == 2);
    CHECK(recovered.front().taken == 0);
  }
  SECTION("of which one has an older version that was current") {
    const TemporaryFolder other;
    Article early = make_article("Gold", "g0");
    early.first_seen_s = 1;
    add_run(other.path(), {early});
    make_old(other.path());
    fs::copy(other / "segments/000001", folder / "segments/000009", fs::copy_options::recursive);
    CHECK(recover_all(path).front().taken == 1);
    reindex_all();
    Lines after = before;
    after.push_back("Gold: g0 superseded");
    std::sort(after.begin(), after.end());
    CHECK(summary_of(path) == after);
    return;
  }
  reindex_all();
  CHECK(summary_of(path) == before);
  CHECK(verify_archive(path, false).findings.empty());
}

TEST_CASE("Of two versions that both were current, the one seen last stays so", "[write][recover]") {
  const TemporaryFolder folder, other;
  Article early = make_article("Acme rises", "v1"), late = make_article("Acme rises", "v2");
  early.first_seen_s = 1'700'000'000;
  late.first_seen_s = 1'750'000'000;
  add_run(folder.path(), {late});
  add_run(other.path(), {early});
  fs::copy(other / "segments/000001", folder / "segments/000009", fs::copy_options::recursive);
  recover_all(folder.path());
  CHECK(summary_of(folder.path()) == Lines{"Acme rises: v1 superseded", "Acme rises: v2"});
}
