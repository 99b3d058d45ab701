#include "searcher/plan/preparing_budget.h"

#include <time.h>

#include <algorithm>

namespace broadtape {
namespace {

std::chrono::nanoseconds thread_time() {
  timespec time{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

}  // namespace

PreparingBudget::Watch::Watch(PreparingBudget& budget) : budget_(budget) {
  if (budget_.watches_++ == 0) budget_.begin_ = thread_time();
}

PreparingBudget::Watch::~Watch() {
  if (--budget_.watches_ == 0) budget_.used_ += thread_time() - budget_.begin_;
}

std::chrono::nanoseconds PreparingBudget::used() const {
  return watches_ == 0 ? used_ : used_ + thread_time() - begin_;
}

bool PreparingBudget::is_spent() {
  if (!is_spent_ && steps_++ % kStepsPerLook == 0) is_spent_ = used() >= limit_;
  return is_spent_;
}

std::chrono::nanoseconds PreparingBudget::left() const {
  return std::max(limit_ - used(), std::chrono::nanoseconds(0));
}

}  // namespace broadtape
