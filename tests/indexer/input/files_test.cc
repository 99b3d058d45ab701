#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch.hpp>

#include "common/error/error.h"
#include "tests/indexer/input/walked.h"
#include "tests/support/temp_folder.h"

using namespace broadtape;

TEST_CASE("A folder is walked recursively in name order, without hidden, explaining, empty and special files",
          "[input]") {
  const TemporaryFolder folder;
  folder.write("b.txt", "two");
  folder.write("a/z.txt", "one");
  folder.write("c.txt", "three");
  folder.write(".DS_Store", "junk");
  folder.write(".git/config", "junk");
  folder.write("README.md", "what this is");
  folder.write("a/lewis.dtd", "<!ELEMENT x>");
  folder.write("empty.txt", "");
  REQUIRE(::mkfifo((folder / "pipe").c_str(), 0600) == 0);

  const Walked walked = walk(folder.path());

  CHECK(walked.displays() == std::vector<std::string>{folder / "a/z.txt", folder / "b.txt", folder / "c.txt"});
  CHECK(walked.problems.empty());
  CHECK(walked.consumed == 11);
  CHECK(walked.finished);
  CHECK(input_bytes(folder.path()) == 11);
}

TEST_CASE("A loop of symbolic links is entered once", "[input]") {
  const TemporaryFolder folder;
  folder.write("a/news.txt", "one");
  std::filesystem::create_directory_symlink(folder.path(), folder / "a/up");
  std::filesystem::create_directory_symlink(".", folder / "a/here");

  const Walked walked = walk(folder.path());

  CHECK(walked.displays() == std::vector<std::string>{folder / "a/news.txt"});
  CHECK(walked.problems.empty());
}

TEST_CASE("A file that cannot be read is a problem and the walk goes on", "[input]") {
  const TemporaryFolder folder;
  folder.write("b.txt", "two");
  std::filesystem::create_symlink("vanished", folder / "a.txt");

  const Walked walked = walk(folder.path());

  CHECK(walked.displays() == std::vector<std::string>{folder / "b.txt"});
  REQUIRE(walked.problems.size() == 1);
  CHECK(walked.problems[0].name == folder / "a.txt");
  CHECK(walked.problems[0].reason == "No such file or directory");
  CHECK(walked.finished);
}

TEST_CASE("An empty input named by the user is reported", "[input]") {
  const TemporaryFolder folder;
  struct Case {
    std::string input;
    std::string reason;
  };
  const Case cases[] = {
      {folder.write("empty.txt", ""), "is empty"},
      {folder / "missing.txt", "No such file or directory"},
      {"/dev/null", "is neither a file nor a folder"},
      {"ftp://archive.example/news.zip", "is an address that is not http or https"},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.reason) {
      const Walked walked = walk(c.input);
      CHECK(walked.streams.empty());
      REQUIRE(walked.problems.size() == 1);
      CHECK(walked.problems[0].name == c.input);
      CHECK(walked.problems[0].reason == c.reason);
    }
  }
}

TEST_CASE("A pipe named by the user is read", "[input]") {
  int ends[2];
  REQUIRE(::pipe(ends) == 0);
  REQUIRE(::write(ends[1], "news", 4) == 4);
  ::close(ends[1]);
  const std::string path = "/dev/fd/" + std::to_string(ends[0]);
  const Walked walked = walk(path);
  ::close(ends[0]);
  REQUIRE(walked.streams.size() == 1);
  CHECK(walked.streams[0].text == "news");
}

TEST_CASE("Errors of a callback end the walk unless they concern the stream alone", "[input]") {
  const TemporaryFolder folder;
  folder.write("a.txt", "one");
  folder.write("b.txt", "two");
  struct Case {
    ErrorKind kind;
    bool ends;
  };
  const Case cases[] = {{ErrorKind::kInput, false},
                        {ErrorKind::kNetwork, false},
                        {ErrorKind::kTooLarge, false},
                        {ErrorKind::kUnwritable, true},
                        {ErrorKind::kUsage, true}};
  for (const Case& c : cases) {
    DYNAMIC_SECTION(static_cast<int>(c.kind)) {
      int calls = 0;
      std::vector<InputProblem> problems;
      InputCallbacks callbacks;
      callbacks.stream = [&](ByteSource&) -> bool {
        ++calls;
        throw Error(c.kind, "no");
      };
      callbacks.problem = [&](const InputProblem& problem) { problems.push_back(problem); };
      if (c.ends) {
        CHECK_THROWS_AS(walk_input(folder.path(), {}, callbacks), Error);
        CHECK(calls == 1);
      } else {
        CHECK(walk_input(folder.path(), {}, callbacks));
        CHECK(calls == 2);
        CHECK(problems.size() == 2);
      }
    }
  }
}

TEST_CASE("A callback that returns false ends the walk", "[input]") {
  const TemporaryFolder folder;
  folder.write("a.txt", "one");
  folder.write("b.txt", "two");
  int calls = 0;
  InputCallbacks callbacks;
  callbacks.stream = [&](ByteSource&) { return ++calls > 1; };
  callbacks.problem = [](const InputProblem&) {};
  CHECK_FALSE(walk_input(folder.path(), {}, callbacks));
  CHECK(calls == 1);
}
