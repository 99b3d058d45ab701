// HTTP requests that go to each host one at a time, with a pause before the next.
#pragma once

#include <chrono>
#include <cstddef>
#include <map>
#include <string>

#include "indexer/input/http_client.h"

namespace broadtape {

// The host of an http(s) address with its port, in lower case.
std::string authority_of(const std::string& url);

// Whether the host of `url` is named as one of this machine or network: `localhost`, a name without a dot, or an
// address that RFC 1122, 1918, 3927, 4193 or 4291 reserves for that. Does not look up names.
bool is_local_address(const std::string& url);

class PoliteClient {
 public:
  using Pause = std::chrono::milliseconds;

  // `pause`: from the end of a request to the next one of the same host. Throws Error(kNetwork) if libcurl cannot
  // start.
  PoliteClient(const HttpLimits& limits, Pause pause) : pause_(pause), client_(limits) {}

  // Whether the host of `url` is free, for at least `pause` if that is longer than the one of the client.
  bool may_start(const std::string& url, Pause pause = {}) const;

  // Requires may_start(). `done` is called by wait(). Throws Error(kNetwork) if libcurl cannot start it.
  void start(const HttpRequest& request, HttpClient::Done done);

  std::size_t running() const { return client_.running(); }
  void wait(std::chrono::milliseconds at_most) { client_.wait(at_most); }

 private:
  using SteadyClock = std::chrono::steady_clock;
  struct Host {
    bool busy = false;
    SteadyClock::time_point ended;  // the last request
  };

  const Pause pause_;
  std::map<std::string, Host> hosts_;  // that were asked
  HttpClient client_;
};

}  // namespace broadtape
