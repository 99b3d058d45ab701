#include "indexer/commands/interrupt.h"

#include <signal.h>
#include <unistd.h>

#include <atomic>
#include <cstring>

#include "indexer/commands/commands.h"

namespace broadtape {
namespace {

std::atomic<int> signals_seen{0};

// Only what POSIX allows in a handler.
extern "C" void on_signal(int) {
  constexpr char kMessage[] = "\ninterrupted: publishing what was read so far; once more to stop at once\n";
  if (signals_seen.fetch_add(1) > 0) _exit(kExitInterrupted);
  (void)!write(STDERR_FILENO, kMessage, sizeof kMessage - 1);
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

bool interrupted() { return signals_seen.load() > 0; }

}  // namespace broadtape
