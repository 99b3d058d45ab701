// Outliers in a series of counts, found with the Hampel identifier (Hampel, "The influence curve and its role in robust
// estimation", JASA 69, 1974; Davies and Gather, "The identification of multiple outliers", JASA 88, 1993): a count is
// an outlier if it lies more than three spreads from the median of its neighbourhood. The spread is the median absolute
// deviation times 1.4826, which agrees with the standard deviation of normal noise. Since counts of rare events are
// mostly equal, the spread is at least their Poisson deviation, and at least 1.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace broadtape {

// Counts in a neighbourhood, including the centre; one-sided at the ends.
inline constexpr std::size_t kNeighbourhood = 21;
inline constexpr std::size_t kFewestCounts = 5;  // shorter series have no outliers
inline constexpr double kOutlierSpreads = 3;

struct Usual {
  double median = 0;
  double deviation = 0;  // the scaled median absolute deviation
  double spread = 1;     // the deviation, or the lower bound for counts if that is larger
};

// The usual value around each count.
std::vector<Usual> usual_around(const std::vector<double>& counts);

// Adjacent counts that are outliers.
struct Peak {
  std::size_t first = 0;  // both inclusive
  std::size_t last = 0;
  std::size_t top = 0;  // the highest count; the earliest of equals
  Usual usual;          // around `top`
  double excess = 0;    // of the top above the median, in spreads
};

// The `most` peaks of `counts` with the highest excess, in series order. `counts` are parts of `totals`. Positions
// where the total is 0 carry no information and belong to no neighbourhood. A peak must have a larger share of its
// total than its neighbourhood has, or all of it, so that a period with more articles overall is not a peak of every
// query.
std::vector<Peak> find_peaks(const std::vector<std::uint64_t>& counts, const std::vector<std::uint64_t>& totals,
                             std::size_t most);

}  // namespace broadtape
