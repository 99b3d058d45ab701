#include "indexer/commands/progress_line.h"

#include <fmt/core.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdio>

#include "common/terminal/output.h"

namespace broadtape {
namespace {

constexpr auto kInterval = std::chrono::milliseconds(100);

std::size_t terminal_width() {
  winsize size{};
  return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

}  // namespace

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
  const auto whole = static_cast<long>(left + 0.5);
  return fmt::format("{}:{:02} left", whole / 60, whole % 60);
}

}  // namespace broadtape
