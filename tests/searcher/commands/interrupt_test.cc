#include "searcher/commands/interrupt.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <istream>
#include <string>

namespace broadtape {
namespace {

TEST_CASE("An interrupt just before the wait for input ends it as well", "[commands]") {
  int ends[2];
  REQUIRE(::pipe2(ends, O_CLOEXEC) == 0);
  const pid_t child = ::fork();
  if (child == 0) {
    ::alarm(10);  // ends the test if it blocks
    Interrupt interrupt;
    interrupt.listen();
    ::raise(SIGINT);
    InterruptibleInput input(ends[0]);
    std::istream in(&input);
    std::string line;
    const bool read = static_cast<bool>(std::getline(in, line));
    ::_exit(!read && interrupt.came() ? 0 : 1);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  ::close(ends[0]);
  ::close(ends[1]);
  CHECK(WIFEXITED(status));
  CHECK(WEXITSTATUS(status) == 0);
}

TEST_CASE("Input without an interrupt is read to its end", "[commands]") {
  int ends[2];
  REQUIRE(::pipe2(ends, O_CLOEXEC) == 0);
  REQUIRE(::write(ends[1], "one\ntwo", 7) == 7);
  ::close(ends[1]);
  InterruptibleInput input(ends[0]);
  std::istream in(&input);
  std::string lines;
  for (std::string line; std::getline(in, line);) lines += "[" + line + "]";
  ::close(ends[0]);
  CHECK(lines == "[one][two]");
}

}  // namespace
}  // namespace broadtape
