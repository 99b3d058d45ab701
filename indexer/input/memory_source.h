// Bytes in memory as a ByteSource, for tests and fuzz targets.
#pragma once

#include <algorithm>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>

#include "indexer/input/byte_source.h"

namespace broadtape {

// Does not own `bytes`.
class MemorySource final : public ByteSource {
 public:
  explicit MemorySource(std::string_view bytes, InputName name = {}) : rest_(bytes), name_(std::move(name)) {}

  const InputName& name() const override { return name_; }

  std::size_t read(char* buffer, std::size_t size) override {
    const std::size_t count = std::min(size, rest_.size());
    if (count > 0) std::memcpy(buffer, rest_.data(), count);
    rest_.remove_prefix(count);
    return count;
  }

 private:
  std::string_view rest_;
  InputName name_;
};

}  // namespace broadtape
