#include "indexer/write/worker_pool.h"

#include <atomic>
#include <catch2/catch.hpp>
#include <chrono>
#include <set>
#include <stdexcept>

using namespace broadtape;

TEST_CASE("Every task is run by the time wait returns, on threads numbered from 0", "[write][workers]") {
  WorkerPool pool(3);
  std::mutex mutex;
  std::set<int> done;
  std::set<std::size_t> threads;
  for (int task = 0; task < 200; ++task) {
    pool.submit([&, task](std::size_t thread) {
      const std::lock_guard held(mutex);
      done.insert(task);
      threads.insert(thread);
    });
  }
  pool.wait();
  CHECK(done.size() == 200);
  CHECK(*threads.rbegin() < 3);
  pool.wait();  // again, with nothing to do
}

TEST_CASE("Submitting waits while two tasks a thread are queued", "[write][workers]") {
  WorkerPool pool(2);
  std::atomic<int> begun = 0, submitted = 0;
  std::atomic<bool> go = false;
  std::thread submitter([&] {
    for (int task = 0; task < 20; ++task) {
      pool.submit([&](std::size_t) {
        ++begun;
        while (!go) std::this_thread::sleep_for(std::chrono::milliseconds(1));
      });
      ++submitted;
    }
  });
  std::this_thread::sleep_for(std::chrono::milliseconds(100));
  CHECK(begun == 2);
  CHECK(submitted <= 2 + 4);
  go = true;
  submitter.join();
  pool.wait();
  CHECK(begun == 20);
}

TEST_CASE("What a task throws comes out of submit or wait, and later tasks are dropped", "[write][workers]") {
  std::atomic<int> run = 0;
  WorkerPool pool(1);
  pool.submit([](std::size_t) { throw std::runtime_error("first"); });
  CHECK_THROWS_WITH(pool.wait(), "first");
  CHECK_THROWS_WITH(pool.submit([&](std::size_t) { ++run; }), "first");
  CHECK_THROWS_WITH(pool.wait(), "first");
  CHECK(run == 0);
}

TEST_CASE("A pool that goes away drops what it has not begun and waits for the rest", "[write][workers]") {
  std::atomic<int> run = 0;
  {
    WorkerPool pool(1);
    for (int task = 0; task < 3; ++task) {
      pool.submit([&](std::size_t) {
        std::this_thread::sleep_for(std::chrono::milliseconds(30));
        ++run;
      });
    }
  }
  CHECK(run >= 1);
  CHECK(run <= 2);
}

TEST_CASE("Submitting waits while the others hold too many bytes, and one task of any size gets in",
          "[write][workers]") {
  WorkerPool pool(2, 10);
  std::atomic<int> submitted = 0;
  std::atomic<bool> go = false;
  std::thread submitter([&] {
    for (const std::size_t bytes : {6, 4, 1, 50, 6}) {
      pool.submit(
          [&](std::size_t) {
            while (!go) std::this_thread::sleep_for(std::chrono::milliseconds(1));
          },
          bytes);
      ++submitted;
    }
  });
  std::this_thread::sleep_for(std::chrono::milliseconds(100));
  CHECK(submitted == 2);
  go = true;
  submitter.join();
  pool.wait();
  CHECK(submitted == 5);
}
