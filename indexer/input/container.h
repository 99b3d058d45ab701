// Compressed streams and archives: detection by the first bytes, never by name, and decompression.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "indexer/input/byte_source.h"

namespace broadtape {

enum class Container { kNone, kGzip, kZstd, kXz, kBzip2, kLz4, kZip, kTar };

inline constexpr std::size_t kContainerHeadBytes = 512;  // one tar block, the most that detection needs

// `head` is the first kContainerHeadBytes bytes of the stream, or all of a shorter one.
Container sniff_container(std::string_view head);

// "gzip", "tar"; for messages.
std::string_view container_name(Container container);

// Whether it contains named members (zip, tar) instead of one unnamed stream.
bool has_members(Container container);

struct ArchiveMember {
  std::string path;
  bool is_file = false;  // not a directory, link or device
  std::optional<std::int64_t> modified_s;
};

// Wraps libarchive: the members of a tar or zip archive, or the single stream in zstd, bzip2 or lz4.
//
// Enables only the requested format, because the text-like formats of libarchive (mtree, cpio, raw) match ordinary
// text.
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

// Decompresses a gzip stream directly with zlib, because libarchive neither compares checksums nor reads on behind
// damage.
class GzipSource final : public ByteSource {
 public:
  // `compressed` must outlive this and be at its start.
  explicit GzipSource(ByteSource& compressed);
  ~GzipSource() override;

  const InputName& name() const override;

  // Concatenated members are read as one; bytes after the last one are ignored. Throws Error(kInput) for damage, and
  // what compressed.read() throws. After an error of damage, the next call reads on at the next member that is not
  // damaged.
  std::size_t read(char* buffer, std::size_t size) override;

 private:
  struct Impl;  // keeps <zlib.h> out of this header
  std::unique_ptr<Impl> impl_;
};

// Decompresses an xz stream directly with liblzma, because libarchive does not limit the memory of the decoder.
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
