// How much of a fault campaign is run, and on how many processors.
//
// The environment variable BROADTAPE_FAULTS says it, and `./dev faults` sets it: absent, the small fixed part that
// belongs to the tests; a number, that many seconds for each campaign; `all`, every case once. BROADTAPE_FAULTS_ONLY is
// the name of one case, as a failure prints it: only that is run, and what it leaves is kept.
#pragma once

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdlib>
#include <functional>
#include <string>
#include <thread>
#include <vector>

namespace broadtape {

class Effort {
 public:
  Effort() {
    const char* const text = std::getenv("BROADTAPE_FAULTS");
    const char* const only = std::getenv("BROADTAPE_FAULTS_ONLY");
    if (only) only_ = only;
    if (!text || !*text) return;
    all_ = std::string(text) == "all" || !only_.empty();
    if (!all_) seconds_ = std::stod(text);
  }

  // Whether the campaign goes beyond the part that belongs to the tests.
  bool whole() const { return all_ || seconds_ > 0 || !only_.empty(); }
  bool all() const { return all_; }
  bool time_is_up() const { return seconds_ > 0 && elapsed() > seconds_; }
  double seconds() const { return seconds_; }
  const std::string& only() const { return only_; }

 private:
  double elapsed() const { return std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count(); }

  bool all_ = false;
  double seconds_ = 0;
  std::string only_;
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

// Calls job(i) for i in [0, count) on every processor, in about this order, until the time is up. Returns how many ran.
inline std::size_t run_jobs(std::size_t count, const Effort& effort, const std::function<void(std::size_t)>& job) {
  std::atomic<std::size_t> next{0}, done{0};
  const auto work = [&] {
    for (std::size_t i = 0; !effort.time_is_up() && (i = next++) < count; ++done) job(i);
  };
  std::vector<std::thread> threads(std::max(1u, std::thread::hardware_concurrency()));
  for (std::thread& thread : threads) thread = std::thread(work);
  for (std::thread& thread : threads) thread.join();
  return done;
}

}  // namespace broadtape
