// What the user sees, and can do, while a verb works: a progress line, and Ctrl-C.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

namespace broadtape {

// Handles SIGINT and SIGTERM: the first makes interrupted() true, so that the run publishes what it has read; the
// second ends the program at once.
void catch_interrupts();
bool interrupted();

// A line on standard error that shows the progress of long work. Draws nothing when standard error is not a terminal.
class ProgressLine {
 public:
  ProgressLine();
  ~ProgressLine();  // clears the line
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;

  // Shows what `make` returns, at most ten times a second; calls `make` only then.
  template <class Make>
  void show(Make&& make) {
    if (due()) draw(make());
  }
  void draw(const std::string& text);
  void clear();

  double seconds() const;  // since it was made

  // "1:05 left" at the present rate, or empty when that is not known.
  std::string time_left(std::uint64_t done, std::optional<std::uint64_t> all) const;

 private:
  bool due();

  using Clock = std::chrono::steady_clock;
  bool on_terminal_;
  bool drawn_ = false;
  Clock::time_point start_ = Clock::now();
  Clock::time_point last_;
};

}  // namespace broadtape
