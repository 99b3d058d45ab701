#include <fcntl.h>
#include <fmt/core.h>
#include <unistd.h>

#include <filesystem>
#include <stdexcept>

#include "tests/bench/child_process.h"
#include "tests/bench/measurements.h"
#include "tests/bench/search_bench.h"

namespace broadtape::bench {
namespace {

constexpr std::size_t kFindRuns = 30;
constexpr double kMaxWarmMs = 25;

void drop_from_page_cache(const std::string& folder) {
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    const int file = open(entry.path().c_str(), O_RDONLY);
    if (file < 0) continue;
    fdatasync(file);  // only clean pages can be dropped
    posix_fadvise(file, 0, 0, POSIX_FADV_DONTNEED);
    close(file);
  }
}

double find_ms(const Workspace& workspace, const std::string& query) {
  const ProcessCost cost = run_process(workspace.find_command(query));
  if (cost.status > 1) throw std::runtime_error(fmt::format("tape-search find \"{}\" failed", query));
  return cost.wall_s * 1000;
}

Row find_row(const char* name, const Measurements& took_ms) {
  Row row{name, "ms median", {}, "", false};
  row.values[kBroadtape] = took_ms.median();
  return row;
}

}  // namespace

Section measure_find(const Workspace& workspace, const std::vector<BenchQuery>& queries) {
  Measurements cold, warm;
  find_ms(workspace, joined(queries[0].words, " "));
  for (std::size_t i = 0; i < kFindRuns; ++i) {
    const std::string text = joined(queries[i % queries.size()].words, " ");
    drop_from_page_cache(workspace.database(kBroadtape));
    cold.add(find_ms(workspace, text));
    warm.add(find_ms(workspace, text));
  }
  Row warm_row = find_row("tape-search find, warm", warm);
  warm_row.target = "< 25";
  warm_row.met = warm.median() < kMaxWarmMs;
  return {"whole process", {warm_row, find_row("tape-search find, archive not cached", cold)}};
}

}  // namespace broadtape::bench
