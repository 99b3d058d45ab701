// An HTTP/1.1 server for one site: GET and HEAD, on loopback by default, with a limit on each resource that a client
// can use.
//
// One thread handles all clients; workers execute searches (process_pool.h).
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "searcher/http/listener.h"
#include "searcher/http/site.h"

namespace broadtape {

struct ServerLimits {
  std::size_t target_bytes = 8'192;  // path and query
  std::size_t header_bytes = 16'384;
  std::size_t connections = 512;
  std::size_t connections_per_address = 256;
  std::size_t requests = 64;                      // in flight: running or queued
  std::size_t workers = 1;                        // concurrent searches
  std::size_t exports = 2;                        // concurrent streams
  std::chrono::milliseconds search_time{10'000};  // until an answer begins
  std::chrono::milliseconds export_time{600'000};
  // For receiving the head of a request, and for each write to a client.
  std::chrono::milliseconds slow_time{10'000};
  std::chrono::milliseconds idle_time{60'000};  // between requests of a connection
};

struct ServerOptions {
  ListenPlace listen;
  std::vector<std::string> names;            // access_rules.h
  std::vector<std::string> trusted_proxies;  // forwarded.h
  std::string base_path;                     // "/news": the path below which everything is; empty: the root
  std::string public_url;                    // public_place.h; replaces what requests and proxies say
  std::vector<std::string> allowed_origins;  // public_place.h
  std::string token;
  std::string access_log;  // access_log.h
  ServerLimits limits;
};

class Server {
 public:
  // Opens the place to listen on. Keeps a reference to `site`. Throws Error(kUsage) if it is not available or a trusted
  // proxy is not an address, Error(kUnwritable) for the access log.
  Server(Site& site, const ServerOptions& options);
  ~Server();

  // "http://127.0.0.1:8321/", or "unix:/run/broadtape.sock"
  std::string url() const;

  // Serves until SIGINT or SIGTERM, then finishes requests in progress; a second signal ends it at once. SIGHUP reopens
  // the access log. Requires a single-threaded process, since workers are forked.
  void run();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace broadtape
