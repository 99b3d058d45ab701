// Several HTTP GETs at once, each with its whole response in memory and with conditions. For addresses that are asked
// again and again; HttpSource reads one large response.
//
// Verifies TLS certificates, follows redirects only to http(s), and accepts the content codings that libcurl was built
// with. All limits hold for the expanded body.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "indexer/input/byte_source.h"

namespace broadtape {

struct HttpLimits {
  std::uint64_t max_body_bytes = 16u << 20;
  std::size_t max_header_bytes = 64u << 10;  // of all responses on the way
  long connect_timeout_s = 15;
  long idle_timeout_s = 30;  // without a byte
  long timeout_s = 120;      // of all
  long max_redirects = 5;    // 0: none is followed, and HttpResponse::redirect is set
};

struct HttpRequest {
  std::string url;
  std::string etag = {};                  // sent as If-None-Match unless empty
  std::string last_modified = {};         // sent as If-Modified-Since unless empty
  std::optional<HttpLimits> limits = {};  // instead of those of the client
};

struct HttpResponse {
  std::string failure;  // why there is no complete response; empty if there is one
  long status = 0;
  InputName name;        // as that of an HttpSource
  std::string moved_to;  // the address after redirects, if all of them were permanent (301, 308); else empty
  std::string redirect;  // where one leads that was not followed
  std::string etag;      // these as sent, of the last response; empty if absent
  std::string last_modified;
  std::string retry_after;
  std::string cache_control;
  std::string age;
  std::string body;
};

class HttpClient {
 public:
  using Done = std::function<void(HttpResponse&&)>;

  // Throws Error(kNetwork) if libcurl cannot start.
  explicit HttpClient(const HttpLimits& limits);
  ~HttpClient();  // ends the requests that run, without a call of their functions
  HttpClient(const HttpClient&) = delete;
  HttpClient& operator=(const HttpClient&) = delete;

  // Begins a request; wait() calls `done` with its response. Throws Error(kNetwork) if libcurl cannot start it.
  void start(const HttpRequest& request, Done done);

  std::size_t running() const;

  // Lets requests go on until one ends, the time is over or a signal arrives.
  void wait(std::chrono::milliseconds at_most);

 private:
  struct Impl;  // keeps <curl/curl.h> out of this header
  std::unique_ptr<Impl> impl_;
};

}  // namespace broadtape
