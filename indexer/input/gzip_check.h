// Verifies the checksum of a gzip stream, which libarchive 3.6 ignores.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace broadtape {

// Receives the compressed and the expanded bytes. Only a stream with one gzip member can be verified, because the ends
// of earlier members are unknown here; it is recognised by a trailer with the length of the whole stream.
class GzipCheck {
 public:
  void compressed(std::string_view bytes);
  void expanded(std::string_view bytes);

  // At the end of the stream: whether the checksum does not match.
  bool contradicted() const;

 private:
  static constexpr std::size_t kTrailerBytes = 8;  // RFC 1952 2.3.1: CRC-32 and length, both little-endian
  std::string trailer_;
  std::uint32_t crc_ = 0xffffffffu;
  std::uint64_t length_ = 0;
};

}  // namespace broadtape
