#include "tests/bench/server_bench.h"

#include <fmt/core.h>

#include <chrono>
#include <fstream>
#include <stdexcept>
#include <thread>

#include "tests/bench/child_process.h"
#include "tests/bench/http_load.h"
#include "tests/bench/server_process.h"

namespace broadtape::bench {
namespace {

constexpr std::size_t kConnections[] = {1, 8, 64};
constexpr std::size_t kTargetConnections = 8;
constexpr double kMinRate = 500;
constexpr double kMaxP99Ms = 40;
constexpr std::chrono::milliseconds kPause{500};  // the server sees that the clients before have gone
constexpr int kBatchRounds = 10;                  // of the queries, for the process' start to be little of its time
constexpr const char* kFacets = "&facets=ticker,source,month";

// Two of four are words, one a phrase, one words in six weeks.
std::vector<std::string> mixed_texts(const std::vector<BenchQuery>& queries) {
  std::vector<std::string> texts;
  for (const BenchQuery& query : queries) {
    std::string text = joined(query.words, " ");
    if (texts.size() % 4 == 2) text = '"' + joined(query.phrase, " ") + '"';
    if (texts.size() % 4 == 3)
      text += fmt::format(" date:{}..{}", format_day(query.first_day), format_day(query.last_day));
    texts.push_back(text);
  }
  return texts;
}

// The texts hold letters, digits, blanks, quotes and `date:A..B`.
std::string target_for(const std::string& text, const std::string& more) {
  std::string target = "/api/v1/search?q=";
  for (const char c : text) target += c == ' ' ? "+" : c == '"' ? "%22" : std::string(1, c);
  return target + more;
}

std::vector<std::string> targets_for(const std::vector<std::string>& texts, const std::string& more) {
  std::vector<std::string> targets;
  for (const std::string& text : texts) targets.push_back(target_for(text, more));
  return targets;
}

Row row_of(std::string name, const char* unit, double value) {
  Row row{std::move(name), unit, {}, "", false};
  row.values[kBroadtape] = value;
  return row;
}

void add_rows(const std::string& name, const LoadResult& result, bool has_targets, std::vector<Row>& rows) {
  Row rate = row_of(name, "requests/s", result.requests_per_second);
  Row p99 = row_of(name, "ms p99", result.p99_ms);
  if (has_targets) {
    rate = with_target(rate, ">= 500", result.requests_per_second >= kMinRate);
    p99 = with_target(p99, "< 40", result.p99_ms < kMaxP99Ms);
  }
  rows.push_back(rate);
  rows.push_back(row_of(name, "ms p50", result.p50_ms));
  rows.push_back(p99);
}

double batch_rate(const Workspace& workspace, const std::vector<std::string>& texts) {
  const std::string path = workspace.scratch("mixed-queries.txt");
  std::ofstream file(path);
  for (int round = 0; round < kBatchRounds; ++round) {
    for (const std::string& text : texts) file << text << '\n';
  }
  file.close();
  if (!file) throw std::runtime_error("cannot write " + path);
  const ProcessCost cost = run_process(workspace.search_command({"batch", path}));
  if (cost.status > 1) throw std::runtime_error("tape-search batch failed");
  return static_cast<double>(kBatchRounds * texts.size()) / cost.wall_s;
}

}  // namespace

Section measure_server(const Workspace& workspace, const std::vector<BenchQuery>& queries) {
  if (!has_wrk()) return {"server: NOT MEASURED, wrk is not installed", {}};
  const std::vector<std::string> texts = mixed_texts(queries);
  Section section{"server", {}};
  const ServerProcess server(workspace.search_command({"serve", "--listen", "127.0.0.1:0"}));
  std::uint64_t failed = 0;
  for (const std::string more : {"", kFacets}) {
    const std::vector<std::string> targets = targets_for(texts, more);
    for (const std::size_t connections : kConnections) {
      std::this_thread::sleep_for(kPause);
      const LoadResult result = load_server(server.url(), targets, connections, workspace.folder());
      add_rows(fmt::format("{} at once{}", connections, more.empty() ? "" : ", facets"), result,
               more.empty() && connections == kTargetConnections, section.rows);
      failed += result.failed;
    }
  }
  section.rows.push_back(with_target(row_of("failed", "requests", static_cast<double>(failed)), "0", failed == 0));
  section.rows.push_back(
      row_of("peak memory, with its workers", "MiB", static_cast<double>(server.peak_bytes()) / (1 << 20)));
  section.rows.push_back(row_of("tape-search batch, the same", "queries/s", batch_rate(workspace, texts)));
  return section;
}

}  // namespace broadtape::bench
