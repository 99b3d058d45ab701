// Server metrics: numbers of requests, latencies, concurrency.
//
// Threads: used only by the server's thread.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>

namespace broadtape {

class Metrics {
 public:
  // Upper bounds of the histogram's buckets, in seconds.
  static constexpr std::array<double, 10> kBuckets = {0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 10};

  // Records an answered request. `route` must have static lifetime.
  void count(std::string_view route, int status, std::int64_t took_us, std::uint64_t bytes);

  // Prometheus text format, version 0.0.4.
  std::string text() const;

  std::uint64_t connections = 0;          // currently open
  std::uint64_t refused_connections = 0;  // because of a connection limit
  std::uint64_t searches_waiting = 0;     // currently waiting for a worker
  std::uint64_t searches_running = 0;     // currently running
  std::uint64_t stopped_searches = 0;     // because of the time limit
  std::uint64_t broken_workers = 0;       // that exited unexpectedly
  std::uint64_t retried_requests = 0;     // passed to another worker after the first one exited
  std::uint64_t wrong_tokens = 0;

 private:
  struct Latency {
    std::array<std::uint64_t, kBuckets.size()> at_most{};
    std::uint64_t requests = 0;
    double seconds = 0;
  };

  std::map<std::pair<std::string_view, int>, std::uint64_t> requests_;
  std::map<std::string_view, Latency> latencies_;
  std::uint64_t bytes_ = 0;
};

}  // namespace broadtape
