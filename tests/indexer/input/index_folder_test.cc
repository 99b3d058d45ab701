// Walks skip archives and Xapian databases and report them.
#include <catch2/catch.hpp>
#include <filesystem>

#include "common/error/error.h"
#include "tests/indexer/input/packed.h"
#include "tests/indexer/input/walked.h"
#include "tests/support/error_matcher.h"
#include "tests/support/temp_folder.h"

using namespace broadtape;
using Strings = std::vector<std::string>;

namespace {

void make_archive(const TemporaryFolder& folder, const std::string& at) {
  folder.write(at + "/XAPIANDB", "glass segments/000001\n");
  folder.write(at + "/lock", "1234\n");
  folder.write(at + "/segments/000001/iamglass", "x");
  folder.write(at + "/segments/000001/postlist.glass", "x");
  std::filesystem::create_directories(folder / (at + "/incoming"));
}

// Changes the current folder for the duration of the test.
class WorkingFolder {
 public:
  explicit WorkingFolder(const std::string& path) : before_(std::filesystem::current_path()) {
    std::filesystem::current_path(path);
  }
  ~WorkingFolder() { std::filesystem::current_path(before_); }

 private:
  std::filesystem::path before_;
};

}  // namespace

TEST_CASE("A walk skips every kind of index in a folder and reads the other files", "[input][index]") {
  struct Case {
    const char* name;
    Strings files;
    Strings read;
    Strings passed_by;
  };
  const Case cases[] = {
      {"an archive",
       {"a/XAPIANDB", "a/lock", "a/segments/000001/postlist.glass", "b.txt"},
       {"b.txt"},
       {"the archive at a"}},
      {"an archive whose first run was killed", {"a/lock", "a/incoming/000001/x.txt"}, {}, {"the archive at a"}},
      {"what was moved aside", {"a/lock", "a/unlisted/000001/x.txt"}, {}, {"the archive at a"}},
      {"an archive without its manifest", {"a/lock", "a/segments/000001/x.txt"}, {}, {"the archive at a"}},
      {"news in an archive's folder",
       {"a/XAPIANDB", "a/lock", "a/segments/000001/x.txt", "a/news.txt"},
       {"a/news.txt"},
       {"the archive at a"}},
      {"a Xapian database", {"x/iamglass", "x/flintlock", "x/docdata.glass"}, {}, {"the Xapian database at x"}},
      {"an older Xapian database", {"x/iamchert", "x/record.DB", "x/record.baseA"}, {}, {"the Xapian database at x"}},
      {"a stub of Xapian's", {"x/XAPIANDB", "x/b.txt"}, {"x/b.txt"}, {"the Xapian database at x"}},
      {"what only has such names",
       {"a/segments/one.txt", "b/lock", "c/incoming/two.txt"},
       {"a/segments/one.txt", "b/lock", "c/incoming/two.txt"},
       {}},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.name) {
      const TemporaryFolder folder;
      for (const std::string& file : c.files) folder.write(file, "1");
      const Walked walked = walk(folder.path());
      Strings read, passed_by;
      for (const std::string& file : c.read) read.push_back(folder / file);
      for (const std::string& what : c.passed_by) {
        const std::size_t name = what.rfind(' ') + 1;
        passed_by.push_back(what.substr(0, name) + folder / what.substr(name));
      }
      CHECK(walked.displays() == read);
      CHECK(walked.passed_by == passed_by);
      CHECK(walked.problems.empty());
    }
  }
}

TEST_CASE("The archive of the run is skipped on any path to it", "[input][index]") {
  const TemporaryFolder folder;
  folder.write("top/news.txt", "news");
  make_archive(folder, "top/archive");
  std::filesystem::create_directory_symlink("archive", folder / "top/link");
  std::filesystem::create_directory_symlink("archive/segments", folder / "top/part");
  folder.write("top/own/lock", "1234");  // the only file at the start of a run
  const WorkingFolder here(folder / "top");

  for (const char* archive : {"archive", "./archive/", "../top/archive", "/proc/self/cwd/link", "own"}) {
    for (const std::string input : {".", "..", "/proc/self/cwd", "./", "../top"}) {
      DYNAMIC_SECTION("--archive " << archive << " " << input) {
        const Walked walked = walk(input, {}, {.archive = archive, .rejects = {}});
        Strings names;
        for (const std::string& display : walked.displays()) names.push_back(display.substr(display.rfind('/') + 1));
        CHECK(names == (std::string(archive) == "own" ? Strings{"news.txt"} : Strings{"news.txt", "lock"}));
        CHECK(walked.problems.empty());
      }
    }
  }
}

TEST_CASE("An archive inside or above the input folder does not hide news", "[input][index]") {
  const TemporaryFolder folder;
  make_archive(folder, ".");
  folder.write("news/one.txt", "news");
  const OwnOutput own{folder.path(), {}};
  const Strings news{folder / "news/one.txt"};

  const Walked all = walk(folder.path(), {}, own);
  CHECK(all.displays() == news);
  CHECK(all.passed_by == Strings{"the archive at " + folder.path()});

  const Walked below = walk(folder / "news", {}, own);
  CHECK(below.displays() == news);
  CHECK(below.passed_by.empty());
}

TEST_CASE("An index named by the user is rejected with a hint", "[input][index]") {
  const TemporaryFolder folder;
  make_archive(folder, "archive");
  folder.write("xapian/iamglass", "x");
  for (const std::string input : {"archive", "archive/segments", "archive/segments/000001/postlist.glass",
                                  "archive/lock", "archive/XAPIANDB", "xapian", "xapian/iamglass"}) {
    DYNAMIC_SECTION(input) {
      const Walked other = walk(folder / input);
      CHECK(other.streams.empty());
      REQUIRE(other.problems.size() == 1);
      CHECK(other.problems[0].name == folder / input);
      CHECK_THAT(other.problems[0].reason, Catch::Contains("which is not read as news"));
      const bool is_ours = input.starts_with("archive");
      if (is_ours) CHECK_THAT(other.problems[0].reason, Catch::Contains("tape-search find --all --format jsonl"));
      if (!is_ours) continue;
      const OwnOutput own{folder / "archive", {}};
      CHECK_THROWS_MATCHES(walk(folder / input, {}, own), Error, HasKind(ErrorKind::kUsage));
      CHECK_THROWS_MATCHES(input_bytes(folder / input, own), Error, HasKind(ErrorKind::kUsage));
    }
  }
}

TEST_CASE("The file for rejected records is not read while it is written", "[input][index]") {
  const TemporaryFolder folder;
  folder.write("news.txt", "news");
  const OwnOutput own{{}, folder.write("rejected.jsonl", "{}\n")};
  const Walked walked = walk(folder.path(), {}, own);
  CHECK(walked.displays() == Strings{folder / "news.txt"});
  CHECK(walked.passed_by == Strings{"the rejected records at " + own.rejects});
  CHECK_THROWS_MATCHES(walk(own.rejects, {}, own), Error, HasKind(ErrorKind::kUsage));
}

TEST_CASE("A packed archive is skipped member by member", "[input][index]") {
  struct Case {
    const char* format;
    const char* prefix;
    const char* told;
  };
  const Case cases[] = {{"ustar", "backup/archive/", ": backup/archive"}, {"zip", "", ""}, {"ustar", "./", ": ."}};
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.format << " " << c.prefix) {
      const TemporaryFolder folder;
      std::vector<PackedMember> members;
      for (const char* name : {"lock", "segments/000001/iamglass", "segments/000001/postlist.glass",
                               "segments/000001/checksums", "XAPIANDB"}) {
        members.push_back({c.prefix + std::string(name), "1"});
      }
      members.push_back({"lock.txt", "news"});
      members.push_back({"slugs/lock", "Lock makers rose."});
      members.push_back({"slugs/publishing", "Publishers fell."});
      const std::string packed_file = folder.write("backup.bin", packed(c.format, "none", members));
      const Walked walked = walk(packed_file);
      CHECK(walked.displays() ==
            Strings{packed_file + ": lock.txt", packed_file + ": slugs/lock", packed_file + ": slugs/publishing"});
      CHECK(walked.passed_by == Strings{"the archive at " + packed_file + c.told});
      CHECK(walked.problems.empty());
    }
  }
}
