#include "common/command_line/run_program.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <iostream>

#include "tests/common/command_line/sample_program.h"
#include "tests/support/temp_folder.h"

namespace broadtape {
namespace {

// The exit status of a program that writes to `out` with SIGPIPE ignored, and its standard error.
std::pair<int, std::string> written_to(int out) {
  const TemporaryFolder folder;
  const std::string path = folder.write("err", "");
  const pid_t child = ::fork();
  if (child == 0) {
    ::signal(SIGPIPE, SIG_IGN);
    const int err = ::open(path.c_str(), O_WRONLY | O_CLOEXEC);
    ::dup2(out, STDOUT_FILENO);
    ::dup2(err, STDERR_FILENO);
    ::_exit(run_program(sample_program("seek"), {"seek", "oil"}, [](const Options&) {
      std::cout << "a result\n";
      return 0;
    }));
  }
  ::close(out);
  int status = 0;
  ::waitpid(child, &status, 0);
  return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, read_file(path)};
}

TEST_CASE("A closed output ends the program silently, a write failure is reported", "[command_line]") {
  int ends[2];
  REQUIRE(::pipe2(ends, O_CLOEXEC) == 0);
  ::close(ends[0]);
  CHECK(written_to(ends[1]) == std::pair<int, std::string>(kExitOutputClosed, ""));

  const int full = ::open("/dev/full", O_WRONLY | O_CLOEXEC);
  if (full < 0) return;
  const auto [status, err] = written_to(full);
  CHECK(status == kExitNoWork);
  CHECK_THAT(err, Catch::Contains("cannot write to standard output"));
}

}  // namespace
}  // namespace broadtape
