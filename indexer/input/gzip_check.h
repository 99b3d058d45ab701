// Checks a gzip stream against its trailer, which libarchive 3.6 reads past without a look.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace broadtape {

// Fed with the compressed bytes and with what they expand to. Only a stream of one gzip member can be checked, since
// the ends of earlier members are not seen here; one is recognised by its trailer giving the whole stream's length.
class GzipCheck {
 public:
  void compressed(std::string_view bytes);
  void expanded(std::string_view bytes);

  // Whether the stream, now at its end, contradicts its checksum.
  bool contradicted() const;

 private:
  static constexpr std::size_t kTrailerBytes = 8;  // RFC 1952 2.3.1: CRC-32 and length, both little-endian
  std::string trailer_;
  std::uint32_t crc_ = 0xffffffffu;
  std::uint64_t length_ = 0;
};

}  // namespace broadtape
