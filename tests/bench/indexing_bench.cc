#include "tests/bench/indexing_bench.h"

#include <fmt/core.h>

#include <filesystem>
#include <optional>
#include <stdexcept>
#include <string>

#include "common/archive/archive.h"
#include "common/companies/ticker_recogniser.h"
#include "indexer/write/name_teacher.h"
#include "indexer/write/segment_builder.h"
#include "tests/bench/child_process.h"
#include "tests/bench/engines.h"
#include "tests/bench/measurements.h"

namespace broadtape::bench {
namespace {

constexpr int kRounds = 3;
constexpr double kEnoughSeconds = 60;  // after a round that took longer, one round has to do

constexpr double kSpeedOverXapian = 4;
constexpr double kSpeedOverLucene = 1.6;
constexpr double kMaxPeakMib = 1024;
constexpr double kMaxBytesOverText = 2.6;

constexpr double kMaxCompaniesShare = 10;

struct Cost {
  Measurements wall_s, cpu_s, peak_mib;
};

ProcessCost index_once(const Workspace& workspace, std::size_t engine) {
  workspace.remove_database(engine);
  const ProcessCost cost = run_process(workspace.index_command(engine));
  if (cost.status != 0) throw std::runtime_error(fmt::format("indexing with {} failed", kEngineNames[engine]));
  return cost;
}

// CorpusArticle::day.
std::optional<Day> day_in(const std::string& digits) {
  if (digits.empty()) return std::nullopt;
  Day day;
  day.year = std::stoi(digits.substr(0, 4));
  day.month = static_cast<decltype(day.month)>(std::stoi(digits.substr(4, 2)));
  day.day = static_cast<decltype(day.day)>(std::stoi(digits.substr(6, 2)));
  return day;
}

// Processor time to recognise the companies of every article, with the directory's names made ready.
double recognition_seconds(const Workspace& workspace) {
  double seconds = -processor_seconds();
  const TickerRecogniser recogniser(CompanyDirectory::builtin());
  seconds += processor_seconds();
  for_each_article(workspace.corpus(), [&](const CorpusArticle& article) {
    const std::optional<Day> day = day_in(article.day);
    const double start_s = processor_seconds();
    recogniser.recognise({article.title, article.body, {}, day});
    seconds += processor_seconds() - start_s;
  });
  return seconds;
}

// Processor time to learn names from the articles of our archive, written once more as they are before that.
double learning_seconds(const Workspace& workspace) {
  const Archive archive = Archive::open(workspace.database(kBroadtape));
  const std::string folder = workspace.scratch("untaught");
  double seconds = 0;
  {
    SegmentStore store(folder);
    SegmentBuilder builder(
        store, [](Article&) {}, RunOptions{});
    builder.write_with({}, {});
    for (DocumentNumber document = 1; document <= archive.document_count(); ++document) {
      Article article = archive.article(document);
      std::erase_if(article.tickers, [](const TickerMention& m) { return m.evidence == TickerEvidence::kLearned; });
      builder.add(std::move(article), {});
    }
    builder.finish([&](const UnmergedParts& parts) {
      seconds -= processor_seconds();
      teach_names(parts, {}, CompanyDirectory::builtin());
      seconds += processor_seconds();
    });
  }
  std::filesystem::remove_all(folder);
  return seconds;
}

template <class Value>
Row cost_row(const char* name, const char* unit, Value&& value) {
  Row row{name, unit, {}, "", false};
  for (const std::size_t engine : present_engines()) row.values[engine] = value(engine);
  return row;
}

std::vector<Row> rows_of(const Workspace& workspace, const CorpusFacts& facts,
                         const std::array<Cost, kEngines>& costs) {
  const auto text_mb = static_cast<double>(facts.text_bytes) / 1e6;
  const Row speed =
      cost_row("speed", "MB of text/s", [&](std::size_t e) { return text_mb / costs[e].wall_s.median(); });
  const Row peak = cost_row("peak memory", "MiB", [&](std::size_t e) { return costs[e].peak_mib.median(); });
  const Row stored = cost_row("stored bytes", "x text", [&](std::size_t e) {
    return static_cast<double>(stored_bytes(workspace.database(e))) / static_cast<double>(facts.text_bytes);
  });
  const auto share_of = [&](double seconds) { return 100 * seconds / costs[kBroadtape].cpu_s.median(); };
  Row recognition{"recognition of companies", "% of processor time", {}, "", false};
  recognition.values[kBroadtape] = share_of(recognition_seconds(workspace));
  Row companies{"with learning names", "% of processor time", {}, "", false};
  companies.values[kBroadtape] = *recognition.values[kBroadtape] + share_of(learning_seconds(workspace));
  Row articles =
      cost_row("speed", "articles/s", [&](std::size_t e) { return double(facts.articles) / costs[e].wall_s.median(); });
  if (articles.values[kLucene]) {  // which gets lines of fields, without JSON
    articles = with_target(articles, ">= 1.6x lucene",
                           *articles.values[kBroadtape] >= kSpeedOverLucene * *articles.values[kLucene]);
  }
  return {
      with_target(speed, ">= 4x xapian", *speed.values[kBroadtape] >= kSpeedOverXapian * *speed.values[kXapian]),
      articles,
      cost_row("wall time", "s", [&](std::size_t e) { return costs[e].wall_s.median(); }),
      cost_row("processor time", "s", [&](std::size_t e) { return costs[e].cpu_s.median(); }),
      recognition,
      with_target(companies, "<= 10", *companies.values[kBroadtape] <= kMaxCompaniesShare),
      with_target(peak, "< 1024", *peak.values[kBroadtape] < kMaxPeakMib),
      with_target(stored, "<= 2.6", *stored.values[kBroadtape] <= kMaxBytesOverText),
  };
}

}  // namespace

Section measure_indexing(const Workspace& workspace, const CorpusFacts& facts) {
  std::array<Cost, kEngines> costs;
  const Stopwatch watch;
  for (int round = 0; round < kRounds; ++round) {
    for (const std::size_t engine : present_engines()) {
      const ProcessCost cost = index_once(workspace, engine);
      costs[engine].wall_s.add(cost.wall_s);
      costs[engine].cpu_s.add(cost.cpu_s);
      costs[engine].peak_mib.add(static_cast<double>(cost.peak_bytes) / (1 << 20));
    }
    if (watch.elapsed_us() / 1e6 > kEnoughSeconds) break;
  }
  return {"indexing", rows_of(workspace, facts, costs)};
}

void build_databases(const Workspace& workspace) {
  for (const std::size_t engine : present_engines()) index_once(workspace, engine);
}

}  // namespace broadtape::bench
