// Processes jobs in several threads and delivers the results in the order of the jobs.
//
// Memory is bounded: at most a window of jobs is in progress. Threads: call put() and finish() from one thread.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <exception>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

#include "common/error/error.h"

namespace broadtape {

template <class Job, class Result>
class OrderedPool {
 public:
  using Work = std::function<Result(Job&&)>;
  using Sink = std::function<void(Result&&)>;

  // Starts one thread per element of `workers`, or as many as the system allows. Calls `sink` from one thread at a
  // time. Throws Error(kUsage) if no thread can be started.
  OrderedPool(const std::vector<Work>& workers, Sink sink, std::size_t window)
      : sink_(std::move(sink)), window_(window) {
    threads_.reserve(workers.size());
    try {
      for (const Work& work : workers) threads_.emplace_back([this, work] { run(work); });
    } catch (const std::system_error& error) {
      if (threads_.empty())
        throw Error(ErrorKind::kUsage, std::string("no thread can be started: ") + error.what(),
                    "see the limits of processes and memory: ulimit -a");
    } catch (...) {
      join();
      throw;
    }
  }
  OrderedPool(const OrderedPool&) = delete;
  OrderedPool& operator=(const OrderedPool&) = delete;
  ~OrderedPool() { join(); }

  std::size_t threads() const { return threads_.size(); }

  // Blocks while the window is full. False if a worker or the sink has thrown; no further jobs are processed then.
  bool put(Job job) {
    std::unique_lock lock(mutex_);
    room_.wait(lock, [&] { return failure_ || next_in_ - next_out_ < window_; });
    if (failure_) return false;
    jobs_.emplace_back(next_in_++, std::move(job));
    work_.notify_one();
    return true;
  }

  // Waits for all results. Rethrows the first exception of a worker or the sink.
  void finish() {
    join();
    if (failure_) std::rethrow_exception(failure_);
  }

 private:
  void join() {
    {
      const std::lock_guard lock(mutex_);
      closed_ = true;
    }
    work_.notify_all();
    for (std::thread& thread : threads_) {
      if (thread.joinable()) thread.join();
    }
  }

  void run(const Work& work) {
    std::unique_lock lock(mutex_);
    for (;;) {
      work_.wait(lock, [&] { return failure_ || closed_ || !jobs_.empty(); });
      if (failure_ || jobs_.empty()) return;
      auto [number, job] = std::move(jobs_.front());
      jobs_.pop_front();
      try {
        lock.unlock();
        Result result = work(std::move(job));
        lock.lock();
        results_.emplace(number, std::move(result));
        hand_on(lock);
      } catch (...) {
        if (!lock.owns_lock()) lock.lock();
        if (!failure_) failure_ = std::current_exception();
        work_.notify_all();
        room_.notify_all();
        return;
      }
    }
  }

  // Delivers all consecutive results, unless another thread is delivering, which will then deliver this one too.
  void hand_on(std::unique_lock<std::mutex>& lock) {
    if (handing_on_) return;
    while (!failure_ && !results_.empty() && results_.begin()->first == next_out_) {
      Result result = std::move(results_.begin()->second);
      results_.erase(results_.begin());
      handing_on_ = true;
      lock.unlock();
      sink_(std::move(result));
      lock.lock();
      handing_on_ = false;
      ++next_out_;
      room_.notify_all();
    }
  }

  const Sink sink_;
  const std::size_t window_;
  std::mutex mutex_;
  std::condition_variable work_, room_;
  std::deque<std::pair<std::uint64_t, Job>> jobs_;
  std::map<std::uint64_t, Result> results_;  // by job; those that wait for an earlier one
  std::uint64_t next_in_ = 0;
  std::uint64_t next_out_ = 0;
  bool closed_ = false;
  bool handing_on_ = false;
  std::exception_ptr failure_;
  std::vector<std::thread> threads_;
};

}  // namespace broadtape
