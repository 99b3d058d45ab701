// A stream copied to a temporary file, for forms that need their bytes in any order.
#pragma once

#include <cstdint>

#include "indexer/input/file_source.h"

namespace broadtape {

class SpooledSource final : public SeekableSource {
 public:
  // Reads `source` to its end into a file without a name in the folder $TMPDIR or /tmp. Throws Error(kTooLarge) above
  // kMaxSpooledBytes, Error(kInput) if the file cannot be written, and what source.read() throws.
  explicit SpooledSource(ByteSource& source);
  ~SpooledSource() override;
  SpooledSource(const SpooledSource&) = delete;
  SpooledSource& operator=(const SpooledSource&) = delete;

  const InputName& name() const override { return name_; }
  std::size_t read(char* buffer, std::size_t size) override;
  std::int64_t seek(std::int64_t offset, int whence) override;

  // Reads `size` bytes at `offset`, without moving the position; fewer only at the end. Throws as read().
  std::size_t read_at(std::uint64_t offset, char* buffer, std::size_t size) const;
  std::uint64_t size() const { return size_; }

 private:
  void copy(ByteSource& source, const char* folder);

  InputName name_;
  int descriptor_ = -1;
  std::uint64_t size_ = 0;
  std::uint64_t position_ = 0;
};

}  // namespace broadtape
