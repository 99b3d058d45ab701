// Decompresses an xz stream directly with liblzma, because libarchive does not limit the memory of the decoder.
#pragma once

#include <memory>

#include "indexer/input/byte_source.h"

namespace broadtape {

class XzSource final : public ByteSource {
 public:
  // `compressed` must outlive this and be at its start.
  explicit XzSource(ByteSource& compressed);
  ~XzSource() override;

  const InputName& name() const override;

  // Concatenated streams are read as one. Throws Error(kInput) for damage, Error(kTooLarge) if the decoder needs more
  // than kMaxDecoderBytes, and what compressed.read() throws.
  std::size_t read(char* buffer, std::size_t size) override;

 private:
  struct Impl;  // keeps <lzma.h> out of this header
  std::unique_ptr<Impl> impl_;
};

}  // namespace broadtape
