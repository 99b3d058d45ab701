#include "tests/bench/http_load.h"

#include <fmt/core.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include "tests/bench/child_process.h"

namespace broadtape::bench {
namespace {

constexpr int kSeconds = 5;
constexpr const char* kRequests = R"(
local next_target = 0
function request()
  next_target = next_target % #targets + 1
  return wrk.format("GET", targets[next_target])
end
function done(summary, latency, requests)
  local errors = summary.errors
  io.write(string.format("\nresult %f %f %f %d\n", summary.requests / summary.duration * 1e6,
    latency:percentile(50) / 1e3, latency:percentile(99) / 1e3,
    errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
)";

// Where the shell would find wrk; empty when it is not installed.
std::string wrk_path() {
  const char* const path = std::getenv("PATH");
  std::istringstream folders(path ? path : "");
  for (std::string folder; std::getline(folders, folder, ':');) {
    const std::string program = folder + "/wrk";
    if (::access(program.c_str(), X_OK) == 0) return program;
  }
  return {};
}

// Targets are URLs, without quotes and backslashes.
void write_script(const std::string& path, const std::vector<std::string>& targets) {
  std::ofstream file(path);
  file << "targets = {\n";
  for (const std::string& target : targets) file << "  \"" << target << "\",\n";
  file << "}\n" << kRequests;
  file.close();
  if (!file) throw std::runtime_error("cannot write " + path);
}

LoadResult read_result(const std::string& path) {
  std::ifstream file(path);
  std::string word;
  while (file >> word && word != "result") continue;
  LoadResult result;
  file >> result.requests_per_second >> result.p50_ms >> result.p99_ms >> result.failed;
  if (!file) throw std::runtime_error("wrk said nothing of its result");
  return result;
}

}  // namespace

bool has_wrk() {
  return !wrk_path().empty();
}

LoadResult load_server(const std::string& url, const std::vector<std::string>& targets, std::size_t connections,
                       const std::string& folder) {
  const std::string script = folder + "/targets.lua";
  const std::string output = folder + "/wrk.txt";
  write_script(script, targets);
  const ProcessCost cost = run_process({wrk_path(), "--threads", "1", "--connections", std::to_string(connections),
                                        "--duration", fmt::format("{}s", kSeconds), "--script", script, url},
                                       output);
  if (cost.status != 0) throw std::runtime_error("wrk failed");
  return read_result(output);
}

}  // namespace broadtape::bench
