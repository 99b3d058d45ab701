#include "common/terminal/output.h"

#include <poll.h>
#include <signal.h>
#include <unistd.h>

#include <cstring>
#include <initializer_list>

#include "common/error/error.h"

namespace broadtape {

void throw_output_failed() {
  pollfd output{STDOUT_FILENO, POLLOUT, 0};
  if (::poll(&output, 1, 0) == 1 && (output.revents & (POLLERR | POLLHUP)) != 0) throw OutputClosed();
  throw Error(ErrorKind::kUnwritable, "cannot write to standard output", "check whether the disk is full");
}

namespace {

// Terminates an incomplete escape sequence or link, then resets colours.
constexpr char kRestore[] = "\x1b\\\x1b]8;;\x1b\\\x1b[0m";

// Calls only async-signal-safe functions. SA_RESETHAND has restored the default action.
extern "C" void restore_and_end(int signal) {
  (void)!::write(STDOUT_FILENO, kRestore, sizeof kRestore - 1);
  ::raise(signal);
}

}  // namespace

void restore_terminal_when_interrupted() {
  if (::isatty(STDOUT_FILENO) != 1) return;
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
    struct sigaction action;
    if (::sigaction(signal, nullptr, &action) != 0 || action.sa_handler == SIG_IGN) continue;
    std::memset(&action, 0, sizeof action);
    action.sa_handler = restore_and_end;
    action.sa_flags = static_cast<int>(SA_RESETHAND);
    ::sigaction(signal, &action, nullptr);
  }
}

}  // namespace broadtape
