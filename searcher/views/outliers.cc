#include "searcher/views/outliers.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

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
  usual.deviation = kDeviationScale * median_of(window);
  usual.spread = std::max({usual.deviation, std::sqrt(usual.median), 1.0});
  return usual;
}

// The range [first, second) around `place` in a series of `size` counts.
std::pair<std::ptrdiff_t, std::ptrdiff_t> neighbourhood(std::size_t place, std::size_t size) {
  const std::size_t length = std::min(size, kNeighbourhood);
  const std::size_t begin = std::min(place - std::min(place, length / 2), size - length);
  return {static_cast<std::ptrdiff_t>(begin), static_cast<std::ptrdiff_t>(begin + length)};
}

// The counts whose totals are not 0.
struct Known {
  Known(const std::vector<std::uint64_t>& all_counts, const std::vector<std::uint64_t>& all_totals) {
    for (std::size_t i = 0; i < all_counts.size(); ++i) {
      if (all_totals[i] == 0) continue;
      places.push_back(i);
      counts.push_back(static_cast<double>(all_counts[i]));
      totals.push_back(static_cast<double>(all_totals[i]));
    }
  }

  bool has_greater_share(std::size_t i) const {
    const auto [begin, end] = neighbourhood(i, counts.size());
    const double around = std::accumulate(counts.begin() + begin, counts.begin() + end, 0.0);
    const double all = std::accumulate(totals.begin() + begin, totals.begin() + end, 0.0);
    return counts[i] * all > around * totals[i] || counts[i] == totals[i];
  }

  std::vector<std::size_t> places;
  std::vector<double> counts, totals;
};

Peak peak_at(std::size_t place, std::uint64_t count, const Usual& usual) {
  return {place, place, place, usual, (static_cast<double>(count) - usual.median) / usual.spread};
}

}  // namespace

std::vector<Usual> usual_around(const std::vector<double>& counts) {
  std::vector<Usual> all;
  all.reserve(counts.size());
  std::vector<double> window;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    const auto [begin, end] = neighbourhood(i, counts.size());
    window.assign(counts.begin() + begin, counts.begin() + end);
    all.push_back(usual_of(window));
  }
  return all;
}

std::vector<Peak> find_peaks(const std::vector<std::uint64_t>& counts, const std::vector<std::uint64_t>& totals,
                             std::size_t most) {
  const Known known(counts, totals);
  std::vector<Peak> peaks;
  if (known.places.size() < kFewestCounts) return peaks;
  const std::vector<Usual> usual = usual_around(known.counts);
  for (std::size_t i = 0; i < known.places.size(); ++i) {
    const std::size_t place = known.places[i];
    const Peak here = peak_at(place, counts[place], usual[i]);
    if (here.excess <= kOutlierSpreads || !known.has_greater_share(i)) continue;
    if (peaks.empty() || peaks.back().last + 1 < place) {
      peaks.push_back(here);
      continue;
    }
    Peak& run = peaks.back();
    run.last = place;
    if (counts[place] > counts[run.top]) {
      run.top = place;
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
