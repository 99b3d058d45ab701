// A stream whose first bytes can be looked at before they are read: what a content sniffer needs.
#pragma once

#include <string>
#include <string_view>

#include "indexer/input/byte_source.h"

namespace broadtape {

class PeekSource final : public ByteSource {
 public:
  // Reads up to `head_bytes` of `source` at once; `source` must outlive this. Throws what source.read() throws.
  PeekSource(ByteSource& source, std::size_t head_bytes);

  const InputName& name() const override { return source_.name(); }
  std::size_t read(char* buffer, std::size_t size) override;

  // The first bytes of the stream, whether or not read() has handed them out; fewer than asked for only when the
  // stream is that short.
  std::string_view head() const { return head_; }

 private:
  ByteSource& source_;
  std::string head_;
  std::size_t given_ = 0;  // bytes of head_ that read() has handed out
};

}  // namespace broadtape
