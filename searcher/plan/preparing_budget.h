// Limits the time for preparing a query: a safety net in addition to the limits on query size.
//
// Measures the thread's processor time, so that a busy machine or a cold disk does not cause errors.
// Threads: used by the thread that prepares the query.
#pragma once

#include <chrono>
#include <cstddef>

namespace broadtape {

class PreparingBudget {
 public:
  static constexpr std::chrono::nanoseconds kMost = std::chrono::seconds(1);

  explicit PreparingBudget(std::chrono::nanoseconds limit = kMost) : limit_(limit) {}

  // Time is measured while a Watch exists.
  class Watch {
   public:
    explicit Watch(PreparingBudget& budget);
    ~Watch();
    Watch(const Watch&) = delete;
    Watch& operator=(const Watch&) = delete;

   private:
    PreparingBudget& budget_;
  };

  // Whether the budget is exhausted. Cheap enough for each iteration of a loop: reads the clock once in kStepsPerLook
  // calls. Once true it stays true.
  bool is_spent();

  // The remaining time; never negative.
  std::chrono::nanoseconds left() const;

 private:
  static constexpr std::size_t kStepsPerLook = 64;

  std::chrono::nanoseconds used() const;

  std::chrono::nanoseconds limit_;
  std::chrono::nanoseconds used_{0};   // before the current watch
  std::chrono::nanoseconds begin_{0};  // start of the current watch
  int watches_ = 0;                    // nesting depth
  std::size_t steps_ = 0;
  bool is_spent_ = false;
};

}  // namespace broadtape
