// Compresses bodies with gzip (RFC 1952) for clients that accept it.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "searcher/http/message.h"

namespace broadtape {

inline constexpr std::size_t kLeastGzipBytes = 1'000;  // smaller bodies do not benefit

class GzipStream {
 public:
  GzipStream();
  ~GzipStream();
  GzipStream(const GzipStream&) = delete;
  GzipStream& operator=(const GzipStream&) = delete;

  // Compresses `bytes` and flushes, so that a client can decompress all of them at once.
  std::string add(std::string_view bytes);
  // Ends the stream and returns the last bytes.
  std::string finish();

 private:
  struct Impl;  // keeps <zlib.h> out of this header
  std::unique_ptr<Impl> impl_;
};

// Compresses the body and sets the headers if the client accepts gzip and the body is large enough.
void compress_answer(const HttpRequest& request, HttpAnswer& answer);

// Compresses a body of any size that has no coding yet, for clients that refuse identity.
void gzip_answer(HttpAnswer& answer);

}  // namespace broadtape
