#include "indexer/write/worker_pool.h"

#include <algorithm>

namespace broadtape {

std::size_t processor_count() {
  return std::max(1u, std::thread::hardware_concurrency());
}

WorkerPool::WorkerPool(std::size_t threads, std::size_t max_bytes) : max_bytes_(max_bytes) {
  for (std::size_t thread = 0; thread < threads; ++thread) threads_.emplace_back([this, thread] { run(thread); });
}

WorkerPool::~WorkerPool() {
  {
    const std::lock_guard held(mutex_);
    stopping_ = true;
    queue_.clear();
  }
  changed_.notify_all();
  for (std::thread& thread : threads_) thread.join();
}

void WorkerPool::submit(Task task, std::size_t bytes) {
  std::unique_lock held(mutex_);
  const auto has_room = [&] { return held_bytes_ == 0 || (bytes <= max_bytes_ && held_bytes_ <= max_bytes_ - bytes); };
  changed_.wait(held, [&] { return failure_ || (queue_.size() < 2 * threads_.size() && has_room()); });
  rethrow_failure();
  queue_.push_back({std::move(task), bytes});
  held_bytes_ += bytes;
  changed_.notify_all();
}

void WorkerPool::wait() {
  std::unique_lock held(mutex_);
  changed_.wait(held, [this] { return failure_ || (queue_.empty() && running_ == 0); });
  rethrow_failure();
}

void WorkerPool::rethrow_failure() {
  if (failure_) std::rethrow_exception(failure_);
}

void WorkerPool::run(std::size_t thread) {
  std::unique_lock held(mutex_);
  while (true) {
    changed_.wait(held, [this] { return stopping_ || (!queue_.empty() && !failure_); });
    if (stopping_) return;
    Waiting next = std::move(queue_.front());
    queue_.pop_front();
    ++running_;
    held.unlock();
    changed_.notify_all();
    std::exception_ptr failure;
    try {
      next.task(thread);
    } catch (...) {
      failure = std::current_exception();
    }
    next.task = nullptr;  // with all that it holds
    held.lock();
    --running_;
    held_bytes_ -= next.bytes;
    if (failure && !failure_) failure_ = failure;
    changed_.notify_all();
  }
}

}  // namespace broadtape
