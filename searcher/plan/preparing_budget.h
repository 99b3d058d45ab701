// The time that preparing one query may take: a net under the limits on its size, which keep it short by themselves.
//
// Counts the processor time of the thread, so that a busy machine or a cold disk refuses nothing.
// Threads: belongs to the thread that prepares the query.
#pragma once

#include <chrono>
#include <cstddef>

namespace broadtape {

class PreparingBudget {
 public:
  static constexpr std::chrono::nanoseconds kMost = std::chrono::seconds(1);

  explicit PreparingBudget(std::chrono::nanoseconds limit = kMost) : limit_(limit) {}

  // Time counts while one of these lives.
  class Watch {
   public:
    explicit Watch(PreparingBudget& budget);
    ~Watch();
    Watch(const Watch&) = delete;
    Watch& operator=(const Watch&) = delete;

   private:
    PreparingBudget& budget_;
  };

  // Whether the time is used up. Cheap enough for each step of a loop: looks at the clock once in kStepsPerLook calls.
  // Once true it stays true.
  bool is_spent();

  // What is left; never negative.
  std::chrono::nanoseconds left() const;

 private:
  static constexpr std::size_t kStepsPerLook = 64;

  std::chrono::nanoseconds used() const;

  std::chrono::nanoseconds limit_;
  std::chrono::nanoseconds used_{0};   // before the present watch
  std::chrono::nanoseconds begin_{0};  // of the present watch
  int watches_ = 0;                    // inside each other
  std::size_t steps_ = 0;
  bool is_spent_ = false;
};

}  // namespace broadtape
