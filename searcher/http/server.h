// An HTTP/1.1 server for one site: GET and HEAD, on loopback unless told otherwise, with a limit for everything that a
// client can use up.
//
// One thread does all the waiting for clients; searching is done by workers (process_pool.h).
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "searcher/http/site.h"

namespace broadtape {

struct ServerLimits {
  std::size_t target_bytes = 8'192;  // path and query
  std::size_t header_bytes = 16'384;
  std::size_t connections = 512;
  std::size_t connections_per_address = 256;
  std::size_t requests = 64;                      // in flight: searched for or waiting to be
  std::size_t workers = 1;                        // searches at once
  std::size_t exports = 2;                        // streams at once
  std::chrono::milliseconds search_time{10'000};  // until an answer begins
  std::chrono::milliseconds export_time{600'000};
  std::chrono::milliseconds slow_time{
      10'000};  // for a request's head to arrive, for a client to take some of its answer
  std::chrono::milliseconds idle_time{60'000};  // between the requests of a connection
};

struct ServerOptions {
  std::string address = "127.0.0.1";
  std::uint16_t port = 8321;                 // 0: any that is free
  std::vector<std::string> names;            // access_rules.h
  std::vector<std::string> trusted_proxies;  // forwarded.h
  std::string token;
  std::string access_log;  // access_log.h
  ServerLimits limits;
};

// Whether `address` can be reached from this machine alone. Throws Error(kUsage) when it is no address.
bool is_loopback(const std::string& address);

class Server {
 public:
  // Binds the address. Keeps a reference to `site`. Throws Error(kUsage) when that cannot be had or a
  // trusted proxy is no address, Error(kUnwritable) for the access log.
  Server(Site& site, const ServerOptions& options);
  ~Server();

  // "http://127.0.0.1:8321/"
  std::string url() const;

  // Serves until SIGINT or SIGTERM, and finishes what is under way then, unless it comes twice; SIGHUP opens the access
  // log anew. Call it while the process has one thread: workers are forked.
  void run();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace broadtape
