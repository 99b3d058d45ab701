// A ByteSource whose first bytes can be inspected before they are read, for content detection.
#pragma once

#include <string>
#include <string_view>

#include "indexer/input/byte_source.h"

namespace broadtape {

class PeekSource final : public ByteSource {
 public:
  // Reads up to `head_bytes` of `source` immediately. `source` must outlive this. Throws what source.read() throws.
  PeekSource(ByteSource& source, std::size_t head_bytes);

  const InputName& name() const override { return source_.name(); }
  std::size_t read(char* buffer, std::size_t size) override;

  // The first bytes of the stream, whether or not read() has returned them; fewer than requested only for a shorter
  // stream.
  std::string_view head() const { return head_; }

 private:
  ByteSource& source_;
  std::string head_;
  std::size_t given_ = 0;  // bytes of head_ that read() has returned
};

}  // namespace broadtape
