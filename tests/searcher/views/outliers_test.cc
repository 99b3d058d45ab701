#include "searcher/views/outliers.h"

#include <catch2/catch.hpp>
#include <cmath>

namespace broadtape {
namespace {

using Counts = std::vector<std::uint64_t>;

// Peaks of counts with the same total at every position.
std::vector<Peak> peaks_of(const Counts& counts, std::size_t most) {
  return find_peaks(counts, Counts(counts.size(), 1'000), most);
}

Counts flat(std::size_t size, std::uint64_t level) {
  return Counts(size, level);
}

TEST_CASE("The usual value is the median, regardless of outliers", "[search][peaks]") {
  const std::vector<Usual> usual = usual_around({10, 11, 9, 10, 500, 10, 12, 10, 9});
  REQUIRE(usual.size() == 9);
  CHECK(usual[4].median == 10);
  CHECK(usual[4].spread == Approx(std::sqrt(10.0)));
  CHECK(usual_around({}).empty());
}

TEST_CASE("A count far above its neighbourhood is a peak", "[search][peaks]") {
  struct Case {
    const char* name;
    Counts counts;
    std::vector<std::size_t> tops;
  };
  Counts jump = flat(30, 2), early = flat(30, 0), step = flat(60, 5), slope;
  jump[12] = 23;
  early[0] = 9;
  for (std::size_t i = 30; i < 60; ++i) step[i] = 50;
  for (std::uint64_t i = 0; i < 60; ++i) slope.push_back(10 + i);
  Counts run = flat(40, 1);
  run[20] = 8, run[21] = 20, run[22] = 9, run[30] = 12;
  const Case cases[] = {
      {"flat", flat(30, 7), {}},
      {"all zero", flat(30, 0), {}},
      {"few counts", {0, 0, 90, 0}, {}},
      {"one jump", jump, {12}},
      {"at the beginning", early, {0}},
      {"three among none is chance", {0, 0, 0, 3, 0, 0, 0}, {}},
      {"four among none is not", {0, 0, 0, 4, 0, 0, 0}, {3}},
      {"neighbours are one peak", run, {21, 30}},
      {"a slope has none", slope, {}},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.name) {
      std::vector<std::size_t> tops;
      for (const Peak& peak : peaks_of(c.counts, 5)) tops.push_back(peak.top);
      CHECK(tops == c.tops);
    }
  }
  const std::vector<Peak> peaks = peaks_of(run, 5);
  CHECK(peaks[0].first == 20);
  CHECK(peaks[0].last == 22);
  CHECK(peaks[0].usual.median == 1);
  CHECK(peaks[0].excess == 19);
}

TEST_CASE("Of many peaks the highest are kept, in order of time", "[search][peaks]") {
  Counts counts = flat(200, 1);
  for (std::size_t i = 0; i < 8; ++i) counts[10 + 20 * i] = 20 + (i * 7) % 8;
  const std::vector<Peak> peaks = peaks_of(counts, 3);
  REQUIRE(peaks.size() == 3);
  CHECK(counts[peaks[0].top] == 27);
  CHECK(counts[peaks[1].top] == 26);
  CHECK(counts[peaks[2].top] == 25);
  CHECK(peaks_of(counts, 0).empty());
}

TEST_CASE("Periods without articles in the archive belong to no neighbourhood", "[search][peaks]") {
  Counts counts, totals;
  for (std::size_t i = 0; i < 100; ++i) {
    const bool holds = i % 5 == 0;
    counts.push_back(holds ? 50 + i % 3 : 0);
    totals.push_back(holds ? 900 : 0);
  }
  CHECK(find_peaks(counts, totals, 5).empty());
  counts[40] = 130;
  const std::vector<Peak> peaks = find_peaks(counts, totals, 5);
  REQUIRE(peaks.size() == 1);
  CHECK(peaks[0].top == 40);
  CHECK(peaks[0].usual.median == 51);
}

TEST_CASE("A rise of the whole archive is not a peak", "[search][peaks]") {
  Counts counts = flat(30, 10), totals = flat(30, 100);
  counts[15] = 60;
  totals[15] = 600;
  CHECK(find_peaks(counts, totals, 5).empty());
  totals[15] = 300;
  CHECK(find_peaks(counts, totals, 5).size() == 1);
}

}  // namespace
}  // namespace broadtape
