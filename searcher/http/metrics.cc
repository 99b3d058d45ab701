#include "searcher/http/metrics.h"

#include <fmt/format.h>

#include <iterator>

namespace broadtape {
namespace {

constexpr double kMicroseconds = 1e6;

void family(std::string& out, std::string_view name, std::string_view type, std::string_view help) {
  fmt::format_to(std::back_inserter(out), "# HELP broadtape_{0} {2}\n# TYPE broadtape_{0} {1}\n", name, type, help);
}

void single(std::string& out, std::string_view name, std::string_view type, std::string_view help,
            std::uint64_t value) {
  family(out, name, type, help);
  fmt::format_to(std::back_inserter(out), "broadtape_{} {}\n", name, value);
}

}  // namespace

void Metrics::count(std::string_view route, int status, std::int64_t took_us, std::uint64_t bytes) {
  ++requests_[{route, status}];
  bytes_ += bytes;
  Latency& latency = latencies_[route];
  const double seconds = static_cast<double>(took_us) / kMicroseconds;
  for (std::size_t i = 0; i < kBuckets.size(); ++i) latency.at_most[i] += seconds <= kBuckets[i];
  ++latency.requests;
  latency.seconds += seconds;
}

std::string Metrics::text() const {
  std::string out;
  family(out, "requests_total", "counter", "Requests answered, by route and status.");
  for (const auto& [key, count] : requests_) {
    fmt::format_to(std::back_inserter(out), "broadtape_requests_total{{route=\"{}\",status=\"{}\"}} {}\n", key.first,
                   key.second, count);
  }
  family(out, "request_duration_seconds", "histogram", "From the request's arrival to the answer's last byte.");
  for (const auto& [route, latency] : latencies_) {
    for (std::size_t i = 0; i < kBuckets.size(); ++i) {
      fmt::format_to(std::back_inserter(out),
                     "broadtape_request_duration_seconds_bucket{{route=\"{}\",le=\"{}\"}} {}\n", route, kBuckets[i],
                     latency.at_most[i]);
    }
    fmt::format_to(std::back_inserter(out),
                   "broadtape_request_duration_seconds_bucket{{route=\"{0}\",le=\"+Inf\"}} {1}\n"
                   "broadtape_request_duration_seconds_sum{{route=\"{0}\"}} {2:.6f}\n"
                   "broadtape_request_duration_seconds_count{{route=\"{0}\"}} {1}\n",
                   route, latency.requests, latency.seconds);
  }
  single(out, "response_bytes_total", "counter", "Bytes of bodies sent.", bytes_);
  single(out, "connections", "gauge", "Open connections.", connections);
  single(out, "connections_refused_total", "counter", "Connections closed at once, past a limit.", refused_connections);
  single(out, "searches_waiting", "gauge", "Requests that wait for a worker.", searches_waiting);
  single(out, "searches_running", "gauge", "Requests that a worker carries out.", searches_running);
  single(out, "searches_stopped_total", "counter", "Searches that took too long and were stopped.", stopped_searches);
  single(out, "workers_broken_total", "counter", "Workers that ended by themselves and were replaced.", broken_workers);
  single(out, "requests_retried_total", "counter", "Requests given to another worker after theirs ended.",
         retried_requests);
  single(out, "wrong_tokens_total", "counter", "Requests with a wrong token.", wrong_tokens);
  return out;
}

}  // namespace broadtape
