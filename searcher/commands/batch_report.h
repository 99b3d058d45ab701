// How a batch of queries went: how many, how fast.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace broadtape {

// The smallest of `sorted` that is not below a share of them: nearest rank. Requires 0 < share <= 1; 0 without values.
std::uint32_t percentile(const std::vector<std::uint32_t>& sorted, double share);

class BatchReport {
 public:
  // One query. `took_us` of a refused one does not count.
  void add(std::int64_t took_us, bool found, bool refused);

  std::size_t found() const { return found_; }
  std::size_t refused() const { return refused_; }

  // One line: queries, time since the report was made, queries a second, and how long single ones took.
  std::string text(std::size_t threads) const;

 private:
  const std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
  std::vector<std::uint32_t> took_us_;  // four bytes a query
  std::size_t found_ = 0;
  std::size_t refused_ = 0;
};

}  // namespace broadtape
