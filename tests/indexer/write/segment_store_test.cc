#include "indexer/write/segment_store.h"

#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>

#include "indexer/write/batch_writer.h"
#include "indexer/write/segment_files.h"
#include "tests/indexer/write/written_archive.h"
#include "tests/support/error_matcher.h"
#include "tests/support/temp_folder.h"

using namespace broadtape;
namespace fs = std::filesystem;
using Lines = std::vector<std::string>;

namespace {

// A finished database in the store's scratch space.
std::string scratch_segment(SegmentStore& store, const std::string& title) {
  const Dictionaries dictionaries;
  DocumentBuilder builder;
  const std::string batch = store.scratch_path(), metadata = store.scratch_path(), segment = store.scratch_path();
  write_batch(BatchWriter::kGlass, batch, {{make_article(title), {}}}, dictionaries, builder);
  write_metadata_part(metadata, dictionaries);
  merge_segments({metadata, batch}, segment);
  return segment;
}

Lines names_in(const std::string& folder) {
  Lines names;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder))
    names.push_back(entry.path().filename().string());
  std::sort(names.begin(), names.end());
  return names;
}

Lines titles_in(const std::string& path) {
  Lines titles;
  for (const Version& version : versions_in(path)) titles.push_back(version.article.title);
  return titles;
}

}  // namespace

TEST_CASE("A store makes an empty archive where there is none, with the folders above it", "[write][store]") {
  const TemporaryFolder folder;
  { const SegmentStore store(folder / "a/b/news"); }
  CHECK(names_in(folder / "a/b/news") == Lines{"XAPIANDB", "lock", "segments"});
  CHECK(Archive::open(folder / "a/b/news").document_count() == 0);
}

TEST_CASE("A store that is to change an archive makes none", "[write][store]") {
  const TemporaryFolder folder;
  CHECK_THROWS_MATCHES(SegmentStore(folder / "news", SegmentStore::IfMissing::kRefuse), Error,
                       HasKind(ErrorKind::kNoArchive));
  CHECK(!fs::exists(folder / "news"));
}

TEST_CASE("Publishing adds, replaces and drops segments, newest first, in one step", "[write][store]") {
  const TemporaryFolder folder;
  SegmentStore store(folder.path());
  store.publish({.added = {scratch_segment(store, "One")}, .replaced = {}});
  store.publish({.added = {scratch_segment(store, "Two")}, .replaced = {}});
  CHECK(shard_lines_of(folder.path()) == "auto segments/000002\nauto segments/000001\n");
  store.publish({.added = {scratch_segment(store, "Three")},
                 .replaced = {{"segments/000002", scratch_segment(store, "Two, amended")}}});
  CHECK(shard_lines_of(folder.path()) == "auto segments/000003\nauto segments/000004\nauto segments/000001\n");
  CHECK(titles_in(folder.path()) == Lines{"Three", "Two, amended", "One"});
  store.publish({.added = {}, .replaced = {{"segments/000004", ""}}});
  CHECK(titles_in(folder.path()) == Lines{"Three", "One"});
  CHECK(names_in(folder / "segments") == Lines{"000001", "000003"});
}

TEST_CASE("Publishing keeps the lines of remote shards in their places", "[write][store]") {
  const TemporaryFolder folder;
  folder.write(kManifestName, "# by hand\nremote news2.example:33333\n");
  SegmentStore store(folder.path());
  store.publish({.added = {scratch_segment(store, "One")}, .replaced = {}});
  CHECK(shard_lines_of(folder.path()) == "auto segments/000001\nremote news2.example:33333\n");
}

TEST_CASE("A publication that fails leaves the archive as it was", "[write][store]") {
  struct Case {
    const char* name;
    void (*obstruct)(const TemporaryFolder&, const std::string& last);
  };
  const Case cases[] = {
      {"the manifest's draft cannot be written",
       [](const TemporaryFolder& f, const std::string&) { fs::create_directory(f / "XAPIANDB.new"); }},
      {"the segment's place is taken",
       [](const TemporaryFolder& f, const std::string&) { f.write("segments/000002/in-the-way", ""); }},
      {"the last of the new segments is gone",
       [](const TemporaryFolder&, const std::string& last) { fs::remove_all(last); }},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.name) {
      const TemporaryFolder folder;
      add_run(folder.path(), {make_article("One")});
      {
        SegmentStore store(folder.path());
        const std::string two = scratch_segment(store, "Two"), three = scratch_segment(store, "Three");
        c.obstruct(folder, three);
        CHECK_THROWS_MATCHES(store.publish({.added = {two, three}, .replaced = {{"segments/000001", ""}}}), Error,
                             HasKind(ErrorKind::kUnwritable));
        CHECK(shard_lines_of(folder.path()) == "auto segments/000001\n");
        CHECK(titles_in(folder.path()) == Lines{"One"});
      }
      add_run(folder.path(), {make_article("Four")});
      CHECK(titles_in(folder.path()) == Lines{"Four", "One"});
      CHECK(names_in(folder / "segments").size() == 2);
    }
  }
}

TEST_CASE("What is not accounted for is moved aside at the next start, and scratch space swept", "[write][store]") {
  const TemporaryFolder folder;
  add_run(folder.path(), {make_article("One")});
  folder.write("incoming/000007/postlist.glass", "half");
  folder.write("segments/000009/postlist.glass", "named by nothing");
  folder.write("XAPIANDB.new", "auto segments/0000");
  folder.write("segments/notes/readme", "by hand");
  folder.write("segments/2024/readme", "by hand");
  folder.write("readme", "by hand");
  {
    SegmentStore store(folder.path());
    CHECK(names_in(folder / "incoming").empty());
    CHECK(names_in(folder / "segments") == Lines{"000001", "2024", "notes"});
    CHECK(store.moved_aside() == Lines{"segments/000009"});
    CHECK(read_file(folder / "unlisted/000009/postlist.glass") == "named by nothing");
    CHECK(names_in(folder.path()) == Lines{"XAPIANDB", "incoming", "lock", "readme", "segments", "unlisted"});
    store.publish({.added = {scratch_segment(store, "Two")}, .replaced = {}});
    CHECK(store.manifest().shards.front().segment == "segments/000010");  // a number is never used again
  }
  CHECK(titles_in(folder.path()) == Lines{"Two", "One"});
}

TEST_CASE("A run that ends leaves nothing in the scratch space", "[write][store]") {
  const TemporaryFolder folder;
  {
    SegmentStore store(folder.path());
    scratch_segment(store, "Never published");
    CHECK(!names_in(folder / "incoming").empty());
  }
  CHECK(!fs::exists(folder / "incoming"));
}

TEST_CASE("A folder that holds something else does not become an archive", "[write][store]") {
  struct Case {
    const char* name;
    const char* file;
    ErrorKind kind;
  };
  const Case cases[] = {
      {"segments without their manifest", "segments/000001/postlist.glass", ErrorKind::kCorrupt},
      {"an `incoming` of someone else", "incoming/upload.csv", ErrorKind::kUnwritable},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.name) {
      const TemporaryFolder folder;
      folder.write(c.file, "precious");
      CHECK_THROWS_MATCHES(SegmentStore(folder.path()), Error, HasKind(c.kind));
      CHECK(read_file(folder / c.file) == "precious");
      CHECK(!fs::exists(folder / kManifestName));
    }
  }
}

TEST_CASE("An archive that cannot be written says so", "[write][store]") {
  const TemporaryFolder folder;
  folder.write("file", "");
  CHECK_THROWS_MATCHES(SegmentStore(folder / "file"), Error, HasKind(ErrorKind::kUnwritable));
  CHECK_THROWS_MATCHES(SegmentStore(folder / "file/news"), Error, HasKind(ErrorKind::kUnwritable));
  CHECK_THROWS_MATCHES(SegmentStore("/proc/news"), Error, HasKind(ErrorKind::kUnwritable));
  CHECK_THROWS_MATCHES(SegmentStore(""), Error, HasKind(ErrorKind::kUnwritable));
  fs::create_directories(folder / "locked/lock");
  CHECK_THROWS_MATCHES(SegmentStore(folder / "locked"), Error, HasKind(ErrorKind::kUnwritable));
}

TEST_CASE("A manifest with a line that is not understood stops the writer before it sweeps", "[write][store]") {
  const TemporaryFolder folder;
  add_run(folder.path(), {make_article("One")});
  folder.write(kManifestName, "auto segments/000001\nglass elsewhere\n");
  CHECK_THROWS_MATCHES(SegmentStore(folder.path()), Error, HasKind(ErrorKind::kCorrupt));
  CHECK(names_in(folder / "segments") == Lines{"000001"});
}

TEST_CASE("A second writer is refused with the first one's process number", "[write][lock]") {
  const TemporaryFolder folder;
  const std::string pid = std::to_string(getpid());
  {
    const SegmentStore first(folder.path());
    CHECK_THROWS_MATCHES(SegmentStore(folder.path()), Error, HasKind(ErrorKind::kLocked));
    CHECK_THROWS_MATCHES(SegmentStore(folder.path()), Error, Says("process " + pid + " is writing"));
    CHECK(fs::exists(folder / "incoming"));  // the refused one swept nothing
  }
  CHECK_NOTHROW(SegmentStore(folder.path()));
}

TEST_CASE("A lock goes with its holder, however that ends", "[write][lock]") {
  const TemporaryFolder folder;
  const pid_t child = fork();
  if (child == 0) {
    const SegmentStore store(folder.path());
    _exit(0);  // without its destructor
  }
  int status = 0;
  waitpid(child, &status, 0);
  REQUIRE(status == 0);
  CHECK_NOTHROW(SegmentStore(folder.path()));
}
