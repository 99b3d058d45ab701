#include "indexer/commands/interrupt.h"

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstring>

#include "indexer/commands/commands.h"

namespace broadtape {
namespace {

std::atomic<int> signals_seen{0};

// Whoever reads a pipe or a terminal may wait there for ever. The read that SA_RESTART begins again then finds the end.
void end_standard_input() {
  const int nothing = open("/dev/null", O_RDONLY | O_CLOEXEC);
  if (nothing < 0) return;
  dup2(nothing, STDIN_FILENO);
  close(nothing);
}

// Only what POSIX allows in a handler.
extern "C" void on_signal(int) {
  const int error = errno;
  constexpr char kMessage[] = "\ninterrupted: publishing what was read so far; once more to stop at once\n";
  if (signals_seen.fetch_add(1) > 0) _exit(kExitInterrupted);
  (void)!write(STDERR_FILENO, kMessage, sizeof kMessage - 1);
  end_standard_input();
  errno = error;
}

}  // namespace

void catch_interrupts() {
  struct sigaction action;
  std::memset(&action, 0, sizeof action);
  action.sa_handler = on_signal;
  action.sa_flags = SA_RESTART;
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
}

bool interrupted() {
  return signals_seen.load() > 0;
}

}  // namespace broadtape
