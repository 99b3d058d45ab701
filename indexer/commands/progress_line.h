// A line on the terminal that tells how far long work has come. Silent when standard error is no terminal.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

namespace broadtape {

class ProgressLine {
 public:
  ProgressLine();
  ~ProgressLine();  // clears the line
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;

  // Shows `text`, at most ten times a second; `text` is made only when it is shown.
  template <class Make>
  void show(Make&& make) {
    if (due()) draw(make());
  }
  void draw(const std::string& text);
  void clear();

  double seconds() const;  // since it was made

  // "1:05 left" for the share of the work done, or nothing when it cannot be told.
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
