// Many values of one thing, told by their percentiles.
#pragma once

#include <cstddef>
#include <vector>

namespace broadtape::bench {

class Measurements {
 public:
  void add(double value) { values_.push_back(value); }
  bool empty() const { return values_.empty(); }
  std::size_t size() const { return values_.size(); }

  // The nearest-rank percentile; requires that there are values.
  double percentile(double percent) const;
  double median() const { return percentile(50); }
  double mean() const;

 private:
  std::vector<double> values_;
};

// Processor time of the calling thread.
double processor_seconds();

}  // namespace broadtape::bench
