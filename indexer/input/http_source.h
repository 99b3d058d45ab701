// The answer to an HTTP GET as a stream, fetched on demand: only as fast as it is read.
//
// TLS certificates are verified. Redirects lead to http(s) only. No content coding is asked for; what a server
// compresses all the same is unwrapped, within the limits, by the Expander.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "indexer/input/byte_source.h"
#include "indexer/input/inputs.h"

namespace broadtape {

bool is_http_url(std::string_view text);

// `https://user:secret@host/x` without its user part, for reports.
std::string without_credentials(const std::string& url);

class HttpSource final : public ByteSource {
 public:
  using Consumed = std::function<void(std::uint64_t)>;

  // Connects and waits for the first byte of the answer's body, so that name() is known.
  // Throws Error(kNetwork) saying what failed, Error(kTooLarge) when the answer announces more than the limit.
  HttpSource(const std::string& url, const InputLimits& limits, Consumed consumed);
  ~HttpSource() override;

  const InputName& name() const override;

  // Throws Error(kNetwork) when the transfer breaks off or stays idle, Error(kTooLarge) past the limit.
  std::size_t read(char* buffer, std::size_t size) override;

 private:
  struct Impl;  // keeps <curl/curl.h> out of this header
  std::unique_ptr<Impl> impl_;
};

}  // namespace broadtape
