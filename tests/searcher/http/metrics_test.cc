#include "searcher/http/metrics.h"

#include <catch2/catch.hpp>
#include <map>
#include <regex>
#include <set>
#include <sstream>

using namespace broadtape;

namespace {

// Samples by name and labels. Fails for a line that is not in the text format.
std::map<std::string, double> samples_of(const std::string& text) {
  static const std::regex kHelp("# HELP [a-z_]+ [^\\\\]+"), kType("# TYPE ([a-z_]+) (counter|gauge|histogram)");
  static const std::regex kSample(R"(([a-z_]+)(\{[a-z]+="[^"\\]*"(,[a-z]+="[^"\\]*")*\})? ([0-9.e+-]+))");
  std::map<std::string, double> samples;
  std::set<std::string> families;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    INFO(line);
    std::smatch match;
    if (std::regex_match(line, match, kType)) {
      CHECK(families.insert(match[1]).second);
      CHECK((match[2] == "counter") == (match[1].str().ends_with("_total")));
    } else if (!std::regex_match(line, kHelp)) {
      REQUIRE(std::regex_match(line, match, kSample));
      const std::string family = std::regex_replace(match[1].str(), std::regex("_(bucket|sum|count)$"), "");
      CHECK((families.contains(family) || families.contains(match[1])));
      CHECK(samples.emplace(match[1].str() + match[2].str(), std::stod(match[4])).second);
    }
  }
  CHECK(text.ends_with('\n'));
  return samples;
}

}  // namespace

TEST_CASE("Figures are Prometheus' text from the first request on", "[http][metrics]") {
  Metrics metrics;
  CHECK(samples_of(metrics.text()).at("broadtape_connections") == 0);
  metrics.count("search", 200, 2'000, 100);
  metrics.count("search", 200, 60'000'000, 50);
  metrics.count("search", 400, 999, 1);
  metrics.count("page", 304, 0, 0);
  metrics.connections = 7;
  metrics.refused_connections = 1;
  metrics.searches_waiting = 2;
  metrics.searches_running = 3;
  metrics.stopped_searches = 4;
  metrics.broken_workers = 5;
  metrics.retried_requests = 6;
  metrics.wrong_tokens = 7;
  auto samples = samples_of(metrics.text());
  CHECK(samples.at(R"(broadtape_requests_total{route="search",status="200"})") == 2);
  CHECK(samples.at(R"(broadtape_requests_total{route="search",status="400"})") == 1);
  CHECK(samples.at(R"(broadtape_requests_total{route="page",status="304"})") == 1);
  const std::pair<const char*, int> buckets[] = {{"0.001", 1}, {"0.0025", 2}, {"10", 2}, {"+Inf", 3}};
  for (const auto& [bound, requests] : buckets) {
    CHECK(samples.at(std::string(R"(broadtape_request_duration_seconds_bucket{route="search",le=")") + bound + "\"}") ==
          requests);
  }
  CHECK(samples.at(R"(broadtape_request_duration_seconds_count{route="search"})") == 3);
  CHECK(samples.at(R"(broadtape_request_duration_seconds_sum{route="search"})") == Approx(60.002999));
  CHECK(samples.at("broadtape_response_bytes_total") == 151);
  CHECK(samples.at("broadtape_connections") == 7);
  CHECK(samples.at("broadtape_connections_refused_total") == 1);
  CHECK(samples.at("broadtape_searches_waiting") == 2);
  CHECK(samples.at("broadtape_searches_running") == 3);
  CHECK(samples.at("broadtape_searches_stopped_total") == 4);
  CHECK(samples.at("broadtape_workers_broken_total") == 5);
  CHECK(samples.at("broadtape_requests_retried_total") == 6);
  CHECK(samples.at("broadtape_wrong_tokens_total") == 7);
}
