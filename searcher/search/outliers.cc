#include "searcher/search/outliers.h"

#include <algorithm>
#include <cmath>

namespace broadtape {
namespace {

constexpr double kDeviationScale = 1.4826;

// Reorders `values`, which must not be empty.
double median_of(std::vector<double>& values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  if (values.size() % 2 == 1) return *middle;
  return (*std::max_element(values.begin(), middle) + *middle) / 2;
}

Usual usual_of(std::vector<double>& window) {
  Usual usual;
  usual.median = median_of(window);
  for (double& count : window) count = std::abs(count - usual.median);
  usual.spread = std::max({kDeviationScale * median_of(window), std::sqrt(usual.median), 1.0});
  return usual;
}

Peak peak_at(std::size_t place, std::uint64_t count, const Usual& usual) {
  return {place, place, place, usual, (static_cast<double>(count) - usual.median) / usual.spread};
}

}  // namespace

std::vector<Usual> usual_around(const std::vector<double>& counts) {
  std::vector<Usual> all;
  all.reserve(counts.size());
  const std::size_t size = std::min(counts.size(), kNeighbourhood);
  std::vector<double> window;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    const std::size_t before = std::min(i, size / 2);
    const std::size_t begin = std::min(i - before, counts.size() - size);
    const auto from = counts.begin() + static_cast<std::ptrdiff_t>(begin);
    window.assign(from, from + static_cast<std::ptrdiff_t>(size));
    all.push_back(usual_of(window));
  }
  return all;
}

std::vector<Peak> find_peaks(const std::vector<std::uint64_t>& counts, std::size_t most) {
  std::vector<Peak> peaks;
  if (counts.size() < kFewestCounts) return peaks;
  const std::vector<Usual> usual = usual_around({counts.begin(), counts.end()});
  for (std::size_t i = 0; i < counts.size(); ++i) {
    const Peak here = peak_at(i, counts[i], usual[i]);
    if (here.excess <= kOutlierSpreads) continue;
    if (peaks.empty() || peaks.back().last + 1 < i) {
      peaks.push_back(here);
      continue;
    }
    Peak& run = peaks.back();
    run.last = i;
    if (counts[i] > counts[run.top]) {
      run.top = i;
      run.usual = here.usual;
      run.excess = here.excess;
    }
  }
  std::stable_sort(peaks.begin(), peaks.end(), [](const Peak& a, const Peak& b) { return a.excess > b.excess; });
  if (peaks.size() > most) peaks.resize(most);
  std::sort(peaks.begin(), peaks.end(), [](const Peak& a, const Peak& b) { return a.first < b.first; });
  return peaks;
}

}  // namespace broadtape
