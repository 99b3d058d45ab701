#include "common/archive/durable_files.h"

#include <catch2/catch.hpp>
#include <filesystem>

#include "common/archive/archive_stats.h"
#include "tests/support/error_matcher.h"
#include "tests/support/temp_folder.h"

using namespace broadtape;
namespace fs = std::filesystem;

TEST_CASE("A file is written whole, over what was there", "[write][files]") {
  const TemporaryFolder folder;
  write_durably(folder / "x", "one");
  write_durably(folder / "x", "");
  CHECK(read_file(folder / "x").empty());
  write_durably(folder / "x", std::string(100'000, 'y'));
  CHECK(read_file(folder / "x") == std::string(100'000, 'y'));
}

TEST_CASE("A folder is made with its parents", "[write][files]") {
  const TemporaryFolder folder;
  make_folder(folder / "a/b/c");
  make_folder(folder / "a/b/c");
  CHECK(fs::is_directory(folder / "a/b/c"));
}

TEST_CASE("A tree is copied, moved, measured and removed", "[write][files]") {
  const TemporaryFolder folder;
  folder.write("from/a", "12345");
  folder.write("from/b/c", "123");
  copy_tree(folder / "from", folder / "copy");
  CHECK(read_file(folder / "copy/b/c") == "123");
  CHECK(tree_bytes(folder / "copy") == 8);
  sync_tree(folder / "copy");
  move_path(folder / "copy", folder / "moved");
  CHECK(tree_bytes(folder / "moved") == 8);
  CHECK(tree_bytes(folder / "copy") == 0);
  remove_tree(folder / "moved");
  remove_tree(folder / "moved");
  CHECK(!fs::exists(folder / "moved"));
}

TEST_CASE("What the file system refuses is an error that names the path and says what to do", "[write][files]") {
  struct Case {
    const char* name;
    void (*work)(const TemporaryFolder&);
    const char* path;
  };
  const Case cases[] = {
      {"write below a file", [](const TemporaryFolder& f) { write_durably(f / "file/x", ""); }, "file/x"},
      {"write to a folder", [](const TemporaryFolder& f) { write_durably(f / "folder", ""); }, "folder"},
      {"make a folder below a file", [](const TemporaryFolder& f) { make_folder(f / "file/x"); }, "file/x"},
      {"move what is not there", [](const TemporaryFolder& f) { move_path(f / "gone", f / "to"); }, "to"},
      {"move onto a folder with files", [](const TemporaryFolder& f) { move_path(f / "other", f / "folder"); },
       "folder"},
      {"copy what is not there", [](const TemporaryFolder& f) { copy_tree(f / "gone", f / "to"); }, "to"},
      {"sync what is not there", [](const TemporaryFolder& f) { sync_tree(f / "gone"); }, "gone"},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.name) {
      const TemporaryFolder folder;
      folder.write("file", "text");
      folder.write("folder/inside", "text");
      folder.write("other/inside", "text");
      CHECK_THROWS_MATCHES(c.work(folder), Error, HasKind(ErrorKind::kUnwritable));
      CHECK_THROWS_MATCHES(c.work(folder), Error, Says(folder / c.path));
      CHECK_THROWS_MATCHES(c.work(folder), Error, Says("nothing that was published before is touched"));
    }
  }
}
