// What is usual in a row of counts, and which of them stand out: the Hampel identifier (Hampel, "The influence curve
// and its role in robust estimation", JASA 69, 1974; Davies and Gather, "The identification of multiple outliers", JASA
// 88, 1993), by which a count stands out when it lies more than three spreads from the median of its neighbourhood. The
// spread is the median absolute deviation, scaled by 1.4826 to agree with the standard deviation of normal noise; since
// counts of rare things are mostly equal, it is at least their Poisson deviation, and at least 1.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace broadtape {

inline constexpr std::size_t kNeighbourhood = 21;  // counts around one, itself among them; at the ends on one side
inline constexpr std::size_t kFewestCounts = 5;    // with fewer nothing stands out
inline constexpr double kOutlierSpreads = 3;

struct Usual {
  double median = 0;
  double deviation = 0;  // the median absolute deviation, scaled
  double spread = 1;     // the deviation, or else the least that counts have
};

// For each count, what is usual around it.
std::vector<Usual> usual_around(const std::vector<double>& counts);

// Neighbouring counts that stand out.
struct Peak {
  std::size_t first = 0;  // both inside
  std::size_t last = 0;
  std::size_t top = 0;  // the highest of them, the earliest of several
  Usual usual;          // around the top
  double excess = 0;    // of the top above the median, in spreads
};

// The `most` peaks of `counts` with the highest excess, in order of their place. Of `totals`, those of which the counts
// are a part: places where they are 0 tell nothing, and are in nobody's neighbourhood; and a peak has a greater share
// of its total than its neighbourhood has, or all of it, so that one who collected more finds no peaks of everything.
std::vector<Peak> find_peaks(const std::vector<std::uint64_t>& counts, const std::vector<std::uint64_t>& totals,
                             std::size_t most);

}  // namespace broadtape
