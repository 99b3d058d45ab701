#include <catch2/catch.hpp>
#include <numeric>
#include <random>

#include "indexer/write/segment_merger.h"

using namespace broadtape;

namespace {

// Adds runs of these sizes one after the other, merging as the policy says.
struct Simulation {
  std::vector<std::uint64_t> segments;  // newest first
  std::uint64_t added = 0;
  std::uint64_t rewritten = 0;
  std::size_t most_segments = 0;

  void add(std::uint64_t documents) {
    segments.insert(segments.begin(), documents);
    added += documents;
    for (std::size_t count = segments_to_merge(segments); count > 1; count = segments_to_merge(segments)) {
      const std::uint64_t sum = std::accumulate(segments.begin(), segments.begin() + count, std::uint64_t{0});
      segments.erase(segments.begin(), segments.begin() + count);
      segments.insert(segments.begin(), sum);
      rewritten += sum;
    }
    most_segments = std::max(most_segments, segments.size());
  }
};

}  // namespace

TEST_CASE("The newest segments are merged until the next is at least twice as large as all of them", "[write][merge]") {
  struct Row {
    std::vector<std::uint64_t> documents;
    std::size_t merged;
  };
  const Row rows[] = {
      {{}, 0},
      {{5}, 0},
      {{1, 1}, 2},
      {{1, 2}, 0},
      {{2, 3}, 2},
      {{1, 2, 6}, 0},
      {{1, 2, 5}, 3},
      {{1, 1, 100}, 2},
      {{100, 1}, 2},
      {{1, 2, 6, 18, 54, 162, 486, 1458, 4374, 13122}, 0},
      {{1, 2, 6, 18, 54, 162, 486, 1458, 4374, 13122, 39366}, 2},
      {{1, 2, 6, 18, 54, 162, 486, 1458, 4374, 13122, 39366, 118098}, 3},
      {{0, 0}, 0},
      {{0, 5}, 0},
  };
  for (const Row& row : rows) {
    const std::size_t merged = segments_to_merge(row.documents);
    INFO(Catch::StringMaker<std::vector<std::uint64_t>>::convert(row.documents));
    CHECK((merged < 2 ? 0 : merged) == row.merged);
  }
}

TEST_CASE("An archive of any age has at most ten segments, and each article is rewritten seldom", "[write][merge]") {
  struct Row {
    const char* name;
    std::size_t runs;
    std::uint64_t (*size)(std::mt19937_64& random, std::size_t run);
    double rewrites;  // of each article at the most
  };
  const Row rows[] = {
      {"200 articles one by one", 200, [](std::mt19937_64&, std::size_t) { return std::uint64_t{1}; }, 8},
      {"10,000 articles one by one", 10'000, [](std::mt19937_64&, std::size_t) { return std::uint64_t{1}; }, 14},
      {"small runs on top of a million", 500,
       [](std::mt19937_64&, std::size_t run) { return std::uint64_t{run == 0 ? 1'000'000u : 20u}; }, 0.2},
      {"runs of any size", 1000, [](std::mt19937_64& random, std::size_t) { return random() % 5000 + 1; }, 14},
      {"runs that grow", 60, [](std::mt19937_64&, std::size_t run) { return std::uint64_t{run * run + 1}; }, 5},
      {"runs that shrink", 60, [](std::mt19937_64&, std::size_t run) { return std::uint64_t{1} << (59 - run) / 3; }, 5},
  };
  for (const Row& row : rows) {
    DYNAMIC_SECTION(row.name) {
      std::mt19937_64 random(7);
      Simulation simulation;
      for (std::size_t run = 0; run < row.runs; ++run) simulation.add(row.size(random, run));
      CHECK(simulation.most_segments <= kMaxSegments);
      CHECK(std::accumulate(simulation.segments.begin(), simulation.segments.end(), std::uint64_t{0}) ==
            simulation.added);
      CHECK(static_cast<double>(simulation.rewritten) <= row.rewrites * static_cast<double>(simulation.added));
    }
  }
}
