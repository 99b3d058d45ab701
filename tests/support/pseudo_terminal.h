// Runs a command line on a new pseudo-terminal and captures what it displays.
#pragma once

#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <cerrno>
#include <cstdlib>
#include <string>

namespace broadtape {

// False, with a warning in the test's output, if the system has no pseudo-terminals. The test should then return.
inline bool has_pseudo_terminals() {
  int master = -1, slave = -1;
  if (::openpty(&master, &slave, nullptr, nullptr, nullptr) != 0) {
    WARN("skipped: no pseudo-terminal can be opened here");
    return false;
  }
  ::close(master);
  ::close(slave);
  return true;
}

struct Shown {
  int status = 0;    // as reported by the shell
  std::string text;  // lines end with CR LF, as on terminals
};

// Runs `command` in /bin/sh on a terminal of 80 columns. Types `keys` once the terminal has shown `awaited`. Kills the
// command after ten seconds.
inline Shown on_terminal(const std::string& command, unsigned short rows = 24, const std::string& awaited = "",
                         const std::string& keys = "") {
  winsize size{};
  size.ws_row = rows;
  size.ws_col = 80;
  int master = -1;
  const pid_t child = ::forkpty(&master, nullptr, nullptr, &size);
  if (child == 0) {
    ::unsetenv("COLUMNS");
    ::execl("/bin/sh", "sh", "-c", command.c_str(), static_cast<char*>(nullptr));
    ::_exit(127);
  }
  Shown shown;
  bool typed = keys.empty();
  for (int waited_ms = 0; waited_ms < 10'000;) {
    if (!typed && shown.text.find(awaited) != std::string::npos) {
      typed = ::write(master, keys.data(), keys.size()) == static_cast<ssize_t>(keys.size());
    }
    pollfd ready{master, POLLIN, 0};
    if (::poll(&ready, 1, 50) <= 0) {
      waited_ms += 50;
      continue;
    }
    char buffer[4096];
    const ssize_t got = ::read(master, buffer, sizeof buffer);
    if (got <= 0) break;  // EIO: no process has the terminal open any more
    shown.text.append(buffer, static_cast<std::size_t>(got));
  }
  int status = 0;
  if (::waitpid(child, &status, WNOHANG) == 0) {
    ::usleep(100'000);
    if (::waitpid(child, &status, WNOHANG) == 0) {
      ::kill(-child, SIGKILL);
      ::waitpid(child, &status, 0);
    }
  }
  ::close(master);
  shown.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return shown;
}

}  // namespace broadtape
