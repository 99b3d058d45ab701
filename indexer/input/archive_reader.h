// Wraps libarchive: the members of a tar or zip archive, or the single stream in gzip, zstd, bzip2 or lz4.
//
// Enables only the requested format, because the text-like formats of libarchive (mtree, cpio, raw) match ordinary
// text.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "indexer/input/byte_source.h"
#include "indexer/input/container.h"

namespace broadtape {

struct ArchiveMember {
  std::string path;
  bool is_file = false;  // not a directory, link or device
  std::optional<std::int64_t> modified_s;
};

class ArchiveReader {
 public:
  // `raw` must outlive this and be at its start. It is read on demand, with seeks if it is a SeekableSource. Throws
  // Error(kInput) if the container cannot be opened.
  ArchiveReader(ByteSource& raw, Container container);
  ~ArchiveReader();

  // Advances to the next member; nullopt at the end. A compressed stream has one member without a path. Throws
  // Error(kInput) for damage that hides the following members, Error(kTooLarge) if more than kMaxDirectoryBytes precede
  // the first member, and what raw.read() throws.
  std::optional<ArchiveMember> next();

  // As ByteSource::read(), for the current member. Throws Error(kInput) with the reason of libarchive if the member is
  // damaged, and what raw.read() throws.
  std::size_t read(char* buffer, std::size_t size);

 private:
  struct Impl;  // keeps <archive.h> out of this header
  std::unique_ptr<Impl> impl_;
};

}  // namespace broadtape
