// Statistics of a batch run: number of queries and latencies.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace broadtape {

// The nearest-rank percentile: the smallest value of `sorted` that is at least as large as `share` of them. Requires 0
// < share <= 1; 0 if there are no values.
std::uint32_t percentile(const std::vector<std::uint32_t>& sorted, double share);

class BatchReport {
 public:
  // Records a query. `took_us` of a rejected query is ignored.
  void add(std::int64_t took_us, bool found, bool refused);

  std::size_t found() const { return found_; }
  std::size_t refused() const { return refused_; }

  // One line: queries, time since construction, queries per second, and latency percentiles.
  std::string text(std::size_t threads) const;

 private:
  const std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
  std::vector<std::uint32_t> took_us_;  // four bytes per query
  std::size_t found_ = 0;
  std::size_t refused_ = 0;
};

}  // namespace broadtape
