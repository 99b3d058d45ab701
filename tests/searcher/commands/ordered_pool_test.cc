#include "searcher/commands/ordered_pool.h"

#include <algorithm>
#include <atomic>
#include <catch2/catch.hpp>
#include <chrono>
#include <stdexcept>
#include <vector>

namespace broadtape {
namespace {

using Pool = OrderedPool<int, int>;

TEST_CASE("Results come in the order of the jobs, however long each takes", "[commands]") {
  std::vector<Pool::Work> workers(4, [](int&& job) {
    // The earlier of each four waits longest.
    std::this_thread::sleep_for(std::chrono::microseconds(100 * (3 - job % 4)));
    return job * 2;
  });
  std::vector<int> results;
  Pool pool(
      workers, [&](int&& result) { results.push_back(result); }, 8);
  for (int job = 0; job < 200; ++job) CHECK(pool.put(job));
  pool.finish();
  REQUIRE(results.size() == 200);
  for (int job = 0; job < 200; ++job) CHECK(results[static_cast<std::size_t>(job)] == job * 2);
}

TEST_CASE("No more jobs are under way than the window allows", "[commands]") {
  std::atomic<int> begun{0};
  int done = 0;
  int most = 0;
  std::vector<Pool::Work> workers(3, [&](int&& job) {
    ++begun;
    return job;
  });
  Pool pool(
      workers,
      [&](int&&) {
        most = std::max(most, begun.load() - done);
        ++done;
      },
      5);
  for (int job = 0; job < 500; ++job) pool.put(job);
  pool.finish();
  CHECK(done == 500);
  CHECK(most <= 5);
}

TEST_CASE("What a worker or the sink throws ends the pool and comes out of finish", "[commands]") {
  for (const bool in_sink : {false, true}) {
    std::vector<Pool::Work> workers(2, [=](int&& job) {
      if (!in_sink && job == 10) throw std::runtime_error("broken");
      return job;
    });
    Pool pool(
        workers,
        [=](int&& result) {
          if (in_sink && result == 10) throw std::runtime_error("broken");
        },
        4);
    int put = 0;
    while (put < 100'000 && pool.put(put)) ++put;
    CHECK(put < 100'000);
    CHECK_THROWS_WITH(pool.finish(), "broken");
  }
}

TEST_CASE("A pool without jobs ends", "[commands]") {
  Pool pool(
      {[](int&& job) { return job; }}, [](int&&) {}, 1);
  pool.finish();
}

}  // namespace
}  // namespace broadtape
