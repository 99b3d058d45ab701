#include "indexer/watch/folder_watch.h"

#include <catch2/catch.hpp>
#include <filesystem>
#include <thread>

#include "common/error/error.h"
#include "tests/support/error_matcher.h"
#include "tests/support/temp_folder.h"

using namespace broadtape;

namespace {

constexpr std::chrono::milliseconds kTestPause{20};

using Names = std::vector<std::string>;

class Dropped {
 public:
  Dropped() { std::filesystem::create_directories(folder_ / "in"); }

  FolderWatch watch() {
    return FolderWatch(
        folder_ / "archive", folder_ / "in", {folder_ / "archive", {}},
        [this](const InputProblem& problem) { problems.push_back(problem.reason); }, kTestPause);
  }
  void write(const std::string& name, const std::string& text) const { folder_.write("in/" + name, text); }
  std::string operator/(const std::string& name) const { return folder_ / name; }

  Names problems;

 private:
  TemporaryFolder folder_;
};

// The file names of the next scan, which waits for its time.
Names next(FolderWatch& watch) {
  std::this_thread::sleep_for(5 * kTestPause);
  Names names;
  for (const std::string& path : watch.scan()) names.push_back(std::filesystem::path(path).filename().string());
  return names;
}

// Sets the time of the last change of a file's status behind the mark of a state.
void wait_for_later_second() {
  std::this_thread::sleep_for(std::chrono::milliseconds(4100));
}

}  // namespace

TEST_CASE("A file is read once, when it no longer grows", "[watch]") {
  Dropped in;
  in.write("old.txt", "before");
  in.write("empty.txt", "");
  in.write(".half", "hidden");
  FolderWatch watch = in.watch();
  CHECK(watch.scan().empty());  // not known to be complete
  in.write("new.txt", "a");
  CHECK(next(watch) == Names{"old.txt"});
  in.write("new.txt", "a longer text");
  CHECK(next(watch).empty());
  CHECK(next(watch) == Names{"new.txt"});
  CHECK(next(watch).empty());
  in.write("old.txt", "changed");
  in.write("empty.txt", "no longer");
  std::filesystem::rename(in / "in/.half", in / "in/whole");
  CHECK(next(watch).empty());
  CHECK(next(watch) == Names{"empty.txt", "old.txt", "whole"});
  CHECK(in.problems.empty());
}

TEST_CASE("The next process reads what came meanwhile, also a file with an old date", "[watch]") {
  Dropped in;
  in.write("first.txt", "1");
  in.write("../elsewhere.txt", "2");
  const auto long_ago = std::filesystem::file_time_type::clock::now() - std::chrono::hours(10'000);
  std::filesystem::last_write_time(in / "elsewhere.txt", long_ago);
  wait_for_later_second();
  {
    FolderWatch watch = in.watch();
    CHECK(watch.scan().empty());
    CHECK(next(watch) == Names{"first.txt"});
    watch.finished();
  }
  std::filesystem::rename(in / "elsewhere.txt", in / "in/moved.txt");
  FolderWatch watch = in.watch();
  CHECK(watch.scan().empty());
  CHECK(next(watch) == Names{"moved.txt"});
}

TEST_CASE("Files whose reading failed come again", "[watch]") {
  Dropped in;
  in.write("a.txt", "1");
  FolderWatch watch = in.watch();
  watch.scan();
  CHECK(next(watch) == Names{"a.txt"});
  watch.abandoned({in / "in/a.txt"});
  CHECK(watch.scan() == Names{in / "in/a.txt"});
}

TEST_CASE("A folder that is missing is said once, and its own archive is refused", "[watch]") {
  Dropped in;
  std::filesystem::remove(in / "in");
  FolderWatch watch = in.watch();
  CHECK(watch.scan().empty());
  CHECK(next(watch).empty());
  CHECK(in.problems == Names{"No such file or directory"});
  std::filesystem::create_directory(in / "in");
  in.write("a.txt", "1");
  CHECK(next(watch).empty());
  CHECK(next(watch) == Names{"a.txt"});

  std::filesystem::create_directories(in / "archive/segments");
  write_file(in / "archive/XAPIANDB", "");
  FolderWatch own(in / "archive", in / "archive", {in / "archive", {}}, [](const InputProblem&) {});
  CHECK_THROWS_MATCHES(own.scan(), Error, HasKind(ErrorKind::kUsage));
}
