// The response of an HTTP GET as a ByteSource, fetched on demand.
//
// Verifies TLS certificates. Follows redirects only to http(s). Does not request a content coding; the Expander unwraps
// compressed responses within its limits.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "indexer/input/byte_source.h"
#include "indexer/input/inputs.h"

namespace broadtape {

inline constexpr const char* kUserAgent = "Broadtape/0.1";  // of all requests

bool is_http_url(std::string_view text);

// `https://user:secret@host/x` without its user part, for reports.
std::string without_credentials(const std::string& url);

class HttpSource final : public ByteSource {
 public:
  using Consumed = std::function<void(std::uint64_t)>;

  // Connects and waits for the first byte of the body, so that name() is complete. Throws Error(kNetwork) with the
  // reason, Error(kTooLarge) if the announced length exceeds the limit.
  HttpSource(const std::string& url, const InputLimits& limits, Consumed consumed);
  ~HttpSource() override;

  const InputName& name() const override;

  // Throws Error(kNetwork) if the transfer fails or is idle, Error(kTooLarge) above the limit.
  std::size_t read(char* buffer, std::size_t size) override;

 private:
  struct Impl;  // keeps <curl/curl.h> out of this header
  std::unique_ptr<Impl> impl_;
};

}  // namespace broadtape
