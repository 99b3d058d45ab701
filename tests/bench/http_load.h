// Asks a server as fast as it answers, with wrk (https://github.com/wg/wrk).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace broadtape::bench {

struct LoadResult {
  double requests_per_second = 0;
  double p50_ms = 0;
  double p99_ms = 0;
  std::uint64_t failed = 0;  // other answers than 2xx and 3xx, connections that broke, answers that did not come
};

bool has_wrk();

// Asks for `targets` ("/api/v1/search?q=oil"), one after the other and again from the first, over so many connections
// at once. `folder` takes the files that this needs. Throws std::runtime_error when wrk cannot be run.
LoadResult load_server(const std::string& url, const std::vector<std::string>& targets, std::size_t connections,
                       const std::string& folder);

}  // namespace broadtape::bench
