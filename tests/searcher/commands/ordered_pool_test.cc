#include "searcher/commands/ordered_pool.h"

#include <pthread.h>

#include <algorithm>
#include <atomic>
#include <catch2/catch.hpp>
#include <chrono>
#include <memory>
#include <stdexcept>
#include <system_error>
#include <utility>
#include <vector>

#include "tests/support/error_matcher.h"

namespace broadtape {
namespace {

using Pool = OrderedPool<int, int>;

TEST_CASE("Results come in the order of the jobs, however long each takes", "[commands]") {
  std::vector<Pool::Work> workers(4, [](int&& job) {
    // The first of every four jobs takes longest.
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

TEST_CASE("An exception of a worker or the sink ends the pool, and finish rethrows it", "[commands]") {
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

// For its lifetime, new threads of this process need a stack larger than the address space.
class NoMoreThreads {
 public:
  NoMoreThreads() {
    pthread_getattr_default_np(&old_);
    pthread_attr_t huge;
    pthread_attr_init(&huge);
    REQUIRE(pthread_attr_setstacksize(&huge, std::size_t{1} << 50) == 0);
    REQUIRE(pthread_setattr_default_np(&huge) == 0);
    pthread_attr_destroy(&huge);
  }
  ~NoMoreThreads() { pthread_setattr_default_np(&old_); }
  NoMoreThreads(const NoMoreThreads&) = delete;
  NoMoreThreads& operator=(const NoMoreThreads&) = delete;

 private:
  pthread_attr_t old_;
};

TEST_CASE("A pool that cannot start a thread throws", "[commands]") {
  const NoMoreThreads none;
  const std::vector<Pool::Work> workers(2, [](int&& job) { return job; });
  CHECK_THROWS_MATCHES(Pool(
                           workers, [](int&&) {}, 4),
                       Error, HasKind(ErrorKind::kUsage));
}

// Work for which only one thread can start: its copies are made when its thread is.
struct Scarce {
  explicit Scarce(std::shared_ptr<bool> when) : refuses(std::move(when)) {}
  Scarce(const Scarce& other) : refuses(other.refuses) {
    if (*refuses) throw std::system_error(std::make_error_code(std::errc::resource_unavailable_try_again));
  }
  int operator()(int&& job) const { return job; }
  std::shared_ptr<bool> refuses;
};

TEST_CASE("A pool goes on with the first threads when a later one cannot be started", "[commands]") {
  const auto refuses = std::make_shared<bool>(false);
  std::vector<Pool::Work> workers;
  workers.emplace_back([](int&& job) { return job; });
  workers.emplace_back(Scarce(refuses));
  *refuses = true;
  std::vector<int> results;
  Pool pool(
      workers, [&](int&& result) { results.push_back(result); }, 4);
  CHECK(pool.threads() == 1);
  for (int job = 0; job < 20; ++job) CHECK(pool.put(job));
  pool.finish();
  CHECK(results.size() == 20);
}

TEST_CASE("A pool without jobs ends", "[commands]") {
  int results = 0;
  Pool pool(
      {[](int&& job) { return job; }}, [&](int&&) { ++results; }, 1);
  pool.finish();
  CHECK(results == 0);
}

}  // namespace
}  // namespace broadtape
