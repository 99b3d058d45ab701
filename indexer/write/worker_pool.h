// Threads that carry out tasks in the background, with a bounded queue in front of them.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <exception>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace broadtape {

// A task gets the number of the thread that runs it, 0 to threads - 1, to use the objects of that thread.
class WorkerPool {
 public:
  using Task = std::function<void(std::size_t thread)>;

  // `max_bytes` bounds the sum of the `bytes` of the tasks that wait or run.
  explicit WorkerPool(std::size_t threads, std::size_t max_bytes = SIZE_MAX);
  ~WorkerPool();  // drops the tasks not yet begun, and waits for the others
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;

  std::size_t size() const { return threads_.size(); }

  // Blocks while two tasks for each thread are waiting, and while the other tasks leave no room for `bytes`. A task
  // that needs more than `max_bytes` runs alone. Throws what an earlier task threw.
  void submit(Task task, std::size_t bytes = 0);

  // Blocks until every task has ended. Throws what a task threw.
  void wait();

 private:
  void run(std::size_t thread);
  void rethrow_failure();

  std::mutex mutex_;
  std::condition_variable changed_;
  struct Waiting {
    Task task;
    std::size_t bytes = 0;
  };

  std::deque<Waiting> queue_;
  std::size_t running_ = 0;
  std::size_t max_bytes_;
  std::size_t held_bytes_ = 0;  // by tasks that wait or run
  bool stopping_ = false;
  std::exception_ptr failure_;
  std::vector<std::thread> threads_;
};

// At least 1.
std::size_t processor_count();

}  // namespace broadtape
