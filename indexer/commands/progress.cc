#include "indexer/commands/progress.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cmath>
#include <cstdio>
#include <cstring>

#include "common/terminal/output.h"
#include "indexer/commands/commands.h"

namespace broadtape {
namespace {

std::atomic<int> signals_seen{0};

// A read of a pipe or a terminal may wait forever. After this, the read that SA_RESTART starts again finds the end.
void end_standard_input() {
  const int nothing = open("/dev/null", O_RDONLY | O_CLOEXEC);
  if (nothing < 0) return;
  dup2(nothing, STDIN_FILENO);
  close(nothing);
}

// Calls only what POSIX allows in a signal handler.
extern "C" void on_signal(int) {
  const int error = errno;
  constexpr char kMessage[] = "\ninterrupted: publishing what was read so far; once more to stop at once\n";
  if (signals_seen.fetch_add(1) > 0) _exit(kExitInterrupted);
  (void)!write(STDERR_FILENO, kMessage, sizeof kMessage - 1);
  end_standard_input();
  errno = error;
}

constexpr auto kInterval = std::chrono::milliseconds(100);

std::size_t terminal_width() {
  winsize size{};
  return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
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

ProgressLine::ProgressLine() : on_terminal_(isatty(STDERR_FILENO) != 0) {}

ProgressLine::~ProgressLine() {
  clear();
}

bool ProgressLine::due() {
  if (!on_terminal_ || Clock::now() - last_ < kInterval) return false;
  last_ = Clock::now();
  return true;
}

void ProgressLine::draw(const std::string& text) {
  if (!on_terminal_) return;
  say("\r\033[K{}", text.substr(0, terminal_width() - 1));
  std::fflush(stderr);
  drawn_ = true;
}

void ProgressLine::clear() {
  if (!drawn_) return;
  say("\r\033[K");
  std::fflush(stderr);
  drawn_ = false;
}

double ProgressLine::seconds() const {
  return std::chrono::duration<double>(Clock::now() - start_).count();
}

std::string ProgressLine::time_left(std::uint64_t done, std::optional<std::uint64_t> all) const {
  if (!all || done == 0 || done > *all || seconds() < 1) return {};
  const double left = seconds() * static_cast<double>(*all - done) / static_cast<double>(done);
  const auto whole = std::lround(left);
  return fmt::format("{}:{:02} left", whole / 60, whole % 60);
}

}  // namespace broadtape
