// Raw deflate streams (RFC 1951), as the glass format compresses its entries. The one home of libdeflate.
#pragma once

#include <memory>
#include <string>
#include <string_view>

struct libdeflate_compressor;

namespace broadtape::glass {

// Belongs to one thread.
class Deflater {
 public:
  Deflater();

  // Valid until the next call; empty when deflate makes `bytes` no smaller.
  std::string_view deflate(std::string_view bytes);

 private:
  struct Free {
    void operator()(libdeflate_compressor* compressor) const;
  };
  std::unique_ptr<libdeflate_compressor, Free> compressor_;
  std::string out_;
};

// Appends `bytes` as a deflate stream of stored blocks: bytes that cannot be compressed, in a form that nobody tries to
// compress again. Five bytes more for each 64 KiB.
void append_stored(std::string& out, std::string_view bytes);

}  // namespace broadtape::glass
