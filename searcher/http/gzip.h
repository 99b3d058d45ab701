// Bodies as gzip (RFC 1952), for clients that take it.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "searcher/http/message.h"

namespace broadtape {

inline constexpr std::size_t kLeastGzipBytes = 1'000;  // smaller bodies gain nothing

class GzipStream {
 public:
  GzipStream();
  ~GzipStream();
  GzipStream(const GzipStream&) = delete;
  GzipStream& operator=(const GzipStream&) = delete;

  // The compressed form of `bytes`, whole, so that a client can read all of them at once.
  std::string add(std::string_view bytes);
  // What ends the stream.
  std::string finish();

 private:
  struct Impl;  // keeps <zlib.h> out of this header
  std::unique_ptr<Impl> impl_;
};

// Compresses the body, and says so in the head, when the client takes gzip and the body is worth it.
void compress_answer(const HttpRequest& request, HttpAnswer& answer);

// Compresses a body of any size that has no coding yet, for a client that refuses identity.
void gzip_answer(HttpAnswer& answer);

}  // namespace broadtape
