#include "searcher/web/open_archives.h"

#include <catch2/catch.hpp>
#include <filesystem>

#include "tests/support/error_matcher.h"
#include "tests/support/growing_archive.h"

using namespace broadtape;

namespace {

struct Seen {
  std::vector<std::uint32_t> segments;
  std::string tag;
  std::uint64_t documents;
};

Seen seen(OpenArchives& archives) {
  const ArchiveState& state = archives.current();
  return {state.segments, state.tag, state.archive.document_count()};
}

}  // namespace

TEST_CASE("A publish is seen by the next request, and its state has a tag of its own", "[web][states]") {
  ArticleMaker maker;
  GrowingArchive archive(maker.many(5));
  OpenArchives archives(archive.path());
  const Seen first = seen(archives);
  CHECK(first.documents == 5);
  CHECK(first.tag.size() == 16);
  CHECK(&archives.current() == &archives.current());
  archive.add(maker.many(3));
  const Seen second = seen(archives);
  CHECK(second.documents == 8);
  CHECK(second.segments.size() == 2);
  CHECK(second.tag != first.tag);
  archive.merge();
  const Seen merged = seen(archives);
  CHECK(merged.documents == 8);
  CHECK(merged.segments.size() == 1);
  CHECK(merged.tag != second.tag);
  OpenArchives others(archive.path());
  CHECK(seen(others).tag == merged.tag);
}

TEST_CASE("A state of before is there while its segments are", "[web][states]") {
  ArticleMaker maker;
  GrowingArchive archive(maker.many(5));
  OpenArchives archives(archive.path());
  const Seen first = seen(archives);
  archive.add(maker.many(3));
  OpenArchives late(archive.path());
  CHECK(seen(late).documents == 8);

  SECTION("on disk") {
    ArchiveState* const state = late.with_segments(first.segments, first.tag);
    REQUIRE(state);
    CHECK(state->archive.document_count() == 5);
    CHECK(late.with_segments(first.segments, first.tag) == state);
    CHECK(seen(late).documents == 8);
    CHECK(!late.with_segments(first.segments, "0123456789abcdef"));
    CHECK(!late.with_segments({99}, first.tag));
    CHECK(!late.with_segments({}, first.tag));
  }
  SECTION("or open, when a merge has removed them") {
    archive.merge();
    CHECK(!late.with_segments(first.segments, first.tag));
    ArchiveState* const state = archives.with_segments(first.segments, first.tag);
    REQUIRE(state);
    CHECK(state->archive.document_count() == 5);
    for (std::size_t i = 0; i < OpenArchives::kMostOpen; ++i) {
      archive.add(maker.many(1));
      archives.current();
    }
    CHECK(!archives.with_segments(first.segments, first.tag));
  }
}

TEST_CASE("Another archive at the same path is another state", "[web][states]") {
  ArticleMaker maker;
  GrowingArchive archive(maker.many(5));
  OpenArchives archives(archive.path());
  const Seen first = seen(archives);
  archive.remove();
  CHECK_THROWS_MATCHES(archives.current(), Error, HasKind(ErrorKind::kNoArchive));
  archive.add(maker.many(7));
  const Seen second = seen(archives);
  CHECK(second.segments == first.segments);
  CHECK(second.documents == 7);
  CHECK(second.tag != first.tag);
  // The state of the first page is still open; other states no longer exist.
  CHECK(archives.with_segments(first.segments, first.tag)->archive.document_count() == 5);
  OpenArchives late(archive.path());
  CHECK(!late.with_segments(first.segments, first.tag));
}

TEST_CASE("A copy of an archive has the same states", "[web][states]") {
  GrowingArchive archive(ArticleMaker().many(5));
  const TemporaryFolder folder;
  std::filesystem::copy(archive.path(), folder / "copy", std::filesystem::copy_options::recursive);
  OpenArchives archives(archive.path()), copies(folder / "copy");
  CHECK(seen(archives).tag == seen(copies).tag);
}

TEST_CASE("Few states stay open", "[web][states]") {
  ArticleMaker maker;
  GrowingArchive archive(maker.many(2));
  OpenArchives archives(archive.path());
  const auto open_files = [] {
    return std::distance(std::filesystem::directory_iterator("/proc/self/fd"), std::filesystem::directory_iterator());
  };
  std::vector<std::ptrdiff_t> files;
  for (int i = 0; i < 10; ++i) {
    archives.current();
    files.push_back(open_files());
    archive.add(maker.many(1));
    archive.merge();
  }
  CHECK(files[9] == files[5]);
}
