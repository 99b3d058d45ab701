// libarchive behind plain types: the members of a tar or zip, or the one stream inside gzip, zstd, bzip2, lz4.
//
// Only the format asked for is switched on, since libarchive's text-like formats (mtree, cpio, raw) claim ordinary
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
  // `raw` must outlive this and stand at its start; it is read on demand, and sought in where it is a SeekableSource.
  // Throws Error(kInput) when the container cannot be opened.
  ArchiveReader(ByteSource& raw, Container container);
  ~ArchiveReader();

  // Moves to the next member; a compressed stream has one, without a path. Nothing at the end.
  // Throws Error(kInput) for damage that hides the members after it, Error(kTooLarge) when more than kMaxDirectoryBytes
  // stand before the first, and what raw.read() throws.
  std::optional<ArchiveMember> next();

  // As ByteSource::read(), of the present member.
  // Throws Error(kInput) with libarchive's reason when the member is damaged, and what raw.read() throws.
  std::size_t read(char* buffer, std::size_t size);

 private:
  struct Impl;  // keeps <archive.h> out of this header
  std::unique_ptr<Impl> impl_;
};

}  // namespace broadtape
