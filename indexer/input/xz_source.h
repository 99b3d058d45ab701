// What an xz stream expands to, by liblzma itself: libarchive gives its decoder as much memory as the stream asks for.
#pragma once

#include <memory>

#include "indexer/input/byte_source.h"

namespace broadtape {

class XzSource final : public ByteSource {
 public:
  // `compressed` must outlive this and stand at its start.
  explicit XzSource(ByteSource& compressed);
  ~XzSource() override;

  const InputName& name() const override;

  // Streams one after the other are one text. Throws Error(kInput) for damage, Error(kTooLarge) when the decoder would
  // take more than kMaxDecoderBytes, and what compressed.read() throws.
  std::size_t read(char* buffer, std::size_t size) override;

 private:
  struct Impl;  // keeps <lzma.h> out of this header
  std::unique_ptr<Impl> impl_;
};

}  // namespace broadtape
