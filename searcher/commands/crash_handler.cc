#include "searcher/commands/crash_handler.h"

#include <signal.h>
#include <unistd.h>

#include <cstring>
#include <initializer_list>

#include "searcher/commands/exit_status.h"

namespace broadtape {
namespace {

// Only what POSIX allows in a handler.
extern "C" void on_crash(int) {
  constexpr char kMessage[] =
      "tape-search: reading the archive ended in a crash; most likely it is damaged\n"
      "  find the damage with: tape-index verify\n";
  (void)!write(STDERR_FILENO, kMessage, sizeof kMessage - 1);
  _exit(kExitArchive);
}

}  // namespace

void report_crashes() {
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
  // A stack of its own: the crash may be that the other one is full.
  alignas(16) static char stack[64 << 10];
  stack_t alternative{};
  alternative.ss_sp = stack;
  alternative.ss_size = sizeof stack;
  sigaltstack(&alternative, nullptr);
  struct sigaction action;
  std::memset(&action, 0, sizeof action);
  action.sa_handler = on_crash;
  action.sa_flags = SA_ONSTACK | SA_RESETHAND;
  for (const int signal : {SIGSEGV, SIGBUS, SIGFPE}) sigaction(signal, &action, nullptr);
#endif
}

}  // namespace broadtape
