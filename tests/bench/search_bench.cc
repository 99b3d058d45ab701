#include "tests/bench/search_bench.h"

#include <memory>

#include "tests/bench/engines.h"
#include "tests/bench/measurements.h"

namespace broadtape::bench {
namespace {

constexpr int kRepeats = 3;  // the fastest counts: what else the machine does can only make it slower

struct Result {
  std::array<Measurements, kEngines> took_us, found;
};

struct StatisticRow {
  const char* unit;
  double (*of)(const Measurements& measured);
};

constexpr StatisticRow kMean = {"us mean", [](const Measurements& measured) { return measured.mean(); }};
constexpr StatisticRow kStatistics[] = {
    {"us p50", [](const Measurements& measured) { return measured.percentile(50); }},
    {"us p99", [](const Measurements& measured) { return measured.percentile(99); }},
    kMean,
};

// `unfiltered_us`: the same for our queries without their dates.
struct Goal {
  const char* target;
  bool (*met)(const Row& row, double unfiltered_us);
};

constexpr Goal kAsLucene = {"<= lucene",
                            [](const Row& row, double) { return *row.values[kBroadtape] <= *row.values[kLucene]; }};
constexpr Goal kTenthOfSqlite = {
    "<= 1/10 of fts5", [](const Row& row, double) { return *row.values[kBroadtape] <= *row.values[kSqlite] / 10; }};
constexpr Goal kNearXapian = {
    "<= 1.5x xapian", [](const Row& row, double) { return *row.values[kBroadtape] <= 1.5 * *row.values[kXapian]; }};
constexpr Goal kBelowTenMilliseconds = {"< 10000",
                                        [](const Row& row, double) { return *row.values[kBroadtape] < 10'000; }};
constexpr Goal kBelowUnfiltered = {
    "< without dates", [](const Row& row, double unfiltered_us) { return *row.values[kBroadtape] < unfiltered_us; }};
constexpr Goal kBelowMillisecond = {"< 1000", [](const Row& row, double) { return *row.values[kBroadtape] < 1000; }};

struct OperationRow {
  const char* name;
  Outcome (Engine::*ask)(const BenchQuery& query);
  std::array<const Goal*, std::size(kStatistics)> goals;  // null: none
};

constexpr std::array<const Goal*, std::size(kStatistics)> kNoGoals = {};
constexpr std::array<const Goal*, std::size(kStatistics)> kTopTenGoals = {&kNearXapian, &kBelowTenMilliseconds,
                                                                          &kTenthOfSqlite};

constexpr std::array<const Goal*, std::size(kStatistics)> all(const Goal* goal) {
  return {goal, goal, goal};
}

constexpr OperationRow kUnfiltered = {"top 10, all words", &Engine::top_ten_all, kTopTenGoals};
constexpr OperationRow kOperations[] = {
    {"top 10, any word", &Engine::top_ten_any, kTopTenGoals},
    {"top 10 with exact count, any word", &Engine::top_ten_any_counted, all(&kAsLucene)},
    kUnfiltered,
    {"top 10, phrase", &Engine::top_ten_phrase, kTopTenGoals},
    {"top 10, all words, six weeks", &Engine::top_ten_dated, all(&kBelowUnfiltered)},
    {"exact count, all words", &Engine::count_all, kNoGoals},
    {"exact count, any word", &Engine::count_any, kNoGoals},
    {"three facets, any word", &Engine::facets, kNoGoals},
    {"ten snippets", &Engine::snippets, all(&kBelowMillisecond)},
    {"top 10 with snippets, all words", &Engine::page, kNoGoals},
};

// One engine's repeats follow each other, so that none has to begin with a cache that another engine has swept.
Outcome ask(Engine& engine, const OperationRow& operation, const BenchQuery& query) {
  Outcome best = (engine.*operation.ask)(query);
  for (int repeat = 1; repeat < kRepeats; ++repeat) {
    const Outcome outcome = (engine.*operation.ask)(query);
    if (outcome.took_us < best.took_us) best = outcome;
  }
  return best;
}

// Java compiles what runs often: without this, the first rows would measure its interpreter.
void warm_up(Engine& engine, const std::vector<BenchQuery>& queries) {
  constexpr int kWarmRounds = 3;
  for (int round = 0; round < kWarmRounds; ++round) {
    for (const OperationRow& operation : kOperations) {
      for (const BenchQuery& query : queries) (engine.*operation.ask)(query);
    }
  }
}

Result measure_searches(Engines& engines, const OperationRow& operation, const std::vector<BenchQuery>& queries) {
  Result result;
  for (std::size_t i = 0; i < queries.size(); ++i) {
    const std::vector<std::size_t>& present = present_engines();
    for (std::size_t turn = 0; turn < present.size(); ++turn) {
      const std::size_t engine = present[(i + turn) % present.size()];
      const Outcome outcome = ask(*engines[engine], operation, queries[i]);
      result.took_us[engine].add(outcome.took_us);
      result.found[engine].add(static_cast<double>(outcome.found));
    }
  }
  return result;
}

Row make_row(const char* name, const char* unit, const std::array<Measurements, kEngines>& measured,
             const StatisticRow& statistic) {
  Row row{name, unit, {}, "", false};
  for (const std::size_t engine : present_engines()) row.values[engine] = statistic.of(measured[engine]);
  return row;
}

}  // namespace

std::vector<Section> measure_searching(const Workspace& workspace, const std::vector<BenchQuery>& queries) {
  Engines engines = open_engines(workspace);
  if (engines[kLucene]) warm_up(*engines[kLucene], queries);
  Section latency{"searching", {}};
  Section found{"found for each query", {}};
  std::array<double, std::size(kStatistics)> unfiltered{};
  for (const OperationRow& operation : kOperations) {
    const Result result = measure_searches(engines, operation, queries);
    for (std::size_t i = 0; i < std::size(kStatistics); ++i) {
      Row row = make_row(operation.name, kStatistics[i].unit, result.took_us, kStatistics[i]);
      if (operation.ask == kUnfiltered.ask) unfiltered[i] = *row.values[kBroadtape];
      const Goal* const goal = operation.goals[i];
      if (goal && (goal != &kAsLucene || row.values[kLucene])) {
        row.target = goal->target;
        row.met = goal->met(row, unfiltered[i]);
      }
      latency.rows.push_back(row);
    }
    found.rows.push_back(make_row(operation.name, "mean", result.found, kMean));
  }
  return {latency, found};
}

}  // namespace broadtape::bench
