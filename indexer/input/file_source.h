// A file, pipe or standard input as a ByteSource.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "indexer/input/byte_source.h"

namespace broadtape {

// A stream that supports seeking, which zip needs because its directory is at the end.
class SeekableSource : public ByteSource {
 public:
  // As lseek(2): returns the new position, negative if the stream cannot seek.
  virtual std::int64_t seek(std::int64_t offset, int whence) = 0;
};

class FileSource final : public SeekableSource {
 public:
  using Consumed = std::function<void(std::uint64_t)>;

  // Opens `path`, or standard input for "-". Calls `consumed` with the size of each read. Throws Error(kInput) with the
  // system's reason.
  FileSource(const std::string& path, Consumed consumed);
  ~FileSource() override;
  FileSource(const FileSource&) = delete;
  FileSource& operator=(const FileSource&) = delete;

  const InputName& name() const override { return name_; }
  std::size_t read(char* buffer, std::size_t size) override;
  std::int64_t seek(std::int64_t offset, int whence) override;

 private:
  InputName name_;
  Consumed consumed_;
  int descriptor_ = -1;
};

}  // namespace broadtape
