#include <archive.h>
#include <archive_entry.h>
#include <fmt/format.h>

#include <algorithm>
#include <exception>
#include <string>
#include <string_view>
#include <vector>

#include "common/error/error.h"
#include "indexer/input/container.h"
#include "indexer/input/file_source.h"
#include "indexer/input/limits.h"

namespace broadtape {
namespace {

constexpr std::size_t kEntryBlockBytes = 64u << 10;
constexpr int kRetries = 16;  // libarchive requests a retry if a header was unusable but the next one may be usable

struct Enabler {
  Container container;
  int (*enable)(archive*);
};

constexpr Enabler kEnablers[] = {
    {Container::kZstd, archive_read_support_filter_zstd}, {Container::kBzip2, archive_read_support_filter_bzip2},
    {Container::kLz4, archive_read_support_filter_lz4},   {Container::kZip, archive_read_support_format_zip},
    {Container::kTar, archive_read_support_format_tar},
};

// The number at `at` with the low byte first.
std::uint64_t little_endian(std::string_view bytes, std::size_t at, std::size_t size) {
  std::uint64_t number = 0;
  for (std::size_t i = size; i > 0; --i) number = number << 8 | static_cast<unsigned char>(bytes[at + i - 1]);
  return number;
}

// Whether the directory in which libarchive would look up the members is not that of the whole zip file: that of a
// member such as a stored .xlsx at which the file is cut off, or that of the last one of several joined files. Its
// place shows it: the zip file begins at 0 (APPNOTE 4.3.16). Leaves `zip` at its start.
bool has_directory_of_part(SeekableSource& zip) {
  constexpr std::int64_t kSearched = 16'384;  // as libarchive
  constexpr std::size_t kEndBytes = 22, kLocatorBytes = 20, kSizeAt = 12, kOffsetAt = 16;
  constexpr std::uint64_t kInZip64 = 0xFFFF'FFFF, kWrap = std::uint64_t{1} << 32;
  const std::int64_t size = zip.seek(0, SEEK_END), from = std::max<std::int64_t>(size - kSearched, 0);
  std::string tail(static_cast<std::size_t>(std::max<std::int64_t>(size - from, 0)), '\0');
  zip.seek(from, SEEK_SET);
  std::size_t have = 0;
  while (const std::size_t count = have < tail.size() ? zip.read(tail.data() + have, tail.size() - have) : 0)
    have += count;
  zip.seek(0, SEEK_SET);
  tail.resize(have);
  if (tail.size() < kEndBytes) return false;
  const std::size_t end = tail.rfind("PK\x05\x06", tail.size() - kEndBytes);
  if (end == std::string::npos) return false;
  const std::uint64_t at = static_cast<std::uint64_t>(from) + end, bytes = little_endian(tail, end + kSizeAt, 4),
                      offset = little_endian(tail, end + kOffsetAt, 4);
  const bool has_locator = end >= kLocatorBytes && tail.compare(end - kLocatorBytes, 4, "PK\x06\x07") == 0;
  if (has_locator || offset == kInZip64 || offset + bytes > at) return false;
  return (at - bytes - offset) % kWrap != 0;  // some programs write the low bytes of a larger offset
}

}  // namespace

struct ArchiveReader::Impl {
  Impl(ByteSource& source, Container kind)
      : raw(source), seekable(dynamic_cast<SeekableSource*>(&source)), container(kind), block(kEntryBlockBytes) {}
  ~Impl() { archive_read_free(handle); }

  void open();
  [[noreturn]] void fail();

  static la_ssize_t on_read(archive*, void* self, const void** bytes);
  static la_int64_t on_seek(archive*, void* self, la_int64_t offset, int whence);

  ByteSource& raw;
  SeekableSource* seekable;
  Container container;
  std::vector<char> block;
  bool has_directory = true;  // of all members, as far as is known
  bool in_head = true;        // until the first member header was read
  std::uint64_t head_bytes = 0;
  archive* handle = archive_read_new();
  std::exception_ptr raw_failure;  // exceptions must not cross the C frames of libarchive
  std::string failure;             // the last failure with a reason
  std::string_view member_rest;    // in the buffer of libarchive, not yet read
};

la_ssize_t ArchiveReader::Impl::on_read(archive*, void* self, const void** bytes) {
  auto& impl = *static_cast<Impl*>(self);
  *bytes = impl.block.data();
  try {
    const std::size_t count = impl.raw.read(impl.block.data(), impl.block.size());
    impl.head_bytes += impl.in_head ? count : 0;
    if (impl.head_bytes > kMaxDirectoryBytes) {
      throw Error(ErrorKind::kTooLarge, fmt::format("its directory is larger than {} bytes", kMaxDirectoryBytes));
    }
    return static_cast<la_ssize_t>(count);
  } catch (const std::exception&) {
    impl.raw_failure = std::current_exception();
    return ARCHIVE_FATAL;
  }
}

la_int64_t ArchiveReader::Impl::on_seek(archive*, void* self, la_int64_t offset, int whence) {
  const std::int64_t position = static_cast<Impl*>(self)->seekable->seek(offset, whence);
  return position < 0 ? ARCHIVE_FATAL : position;
}

void ArchiveReader::Impl::open() {
  for (const Enabler& row : kEnablers) {
    if (row.container == container) row.enable(handle);
  }
  if (!has_members(container)) {
    archive_read_support_format_raw(handle);
    archive_read_support_format_empty(handle);
  }
  archive_read_set_read_callback(handle, on_read);
  if (container == Container::kZip && seekable && seekable->seek(0, SEEK_CUR) >= 0) {
    has_directory = !has_directory_of_part(*seekable);
    if (has_directory) archive_read_set_seek_callback(handle, on_seek);
  }
  archive_read_set_callback_data(handle, this);
  if (archive_read_open1(handle) != ARCHIVE_OK) fail();
}

void ArchiveReader::Impl::fail() {
  if (raw_failure) std::rethrow_exception(raw_failure);
  const char* text = archive_error_string(handle);
  const std::string_view reason = text ? text : "no reason given";
  // After a fatal failure libarchive reports every further call as an internal error.
  if (failure.empty() || !reason.starts_with("INTERNAL ERROR")) {
    failure = fmt::format("damaged {} data: {}", container_name(container), reason);
  }
  throw Error(ErrorKind::kInput, failure);
}

ArchiveReader::ArchiveReader(ByteSource& raw, Container container) : impl_(std::make_unique<Impl>(raw, container)) {
  impl_->open();
}

ArchiveReader::~ArchiveReader() = default;

std::optional<ArchiveMember> ArchiveReader::next() {
  impl_->member_rest = {};
  archive_entry* entry = nullptr;
  int status = ARCHIVE_RETRY;
  for (int i = 0; i < kRetries && status == ARCHIVE_RETRY; ++i) {
    status = archive_read_next_header(impl_->handle, &entry);
  }
  impl_->in_head = false;
  if (status == ARCHIVE_EOF && !impl_->has_directory)
    throw Error(ErrorKind::kInput, "damaged zip data: it is cut off or joined from several files");
  if (status == ARCHIVE_EOF) return std::nullopt;
  if (status != ARCHIVE_OK && status != ARCHIVE_WARN) impl_->fail();

  ArchiveMember member;
  const char* path = archive_entry_pathname_utf8(entry);
  if (!path) path = archive_entry_pathname(entry);
  if (path) member.path = path;
  member.is_file = archive_entry_filetype(entry) == AE_IFREG && !archive_entry_hardlink(entry);
  if (archive_entry_mtime_is_set(entry)) member.modified_s = archive_entry_mtime(entry);
  return member;
}

std::size_t ArchiveReader::read(char* buffer, std::size_t size) {
  // Read block by block, because archive_read_data() discards what it has copied if a later block is damaged.
  while (impl_->member_rest.empty()) {
    const void* bytes = nullptr;
    std::size_t count = 0;
    la_int64_t offset = 0;  // ignored: holes of sparse files contain no text
    int status = ARCHIVE_RETRY;
    for (int i = 0; i < kRetries && status == ARCHIVE_RETRY; ++i) {
      status = archive_read_data_block(impl_->handle, &bytes, &count, &offset);
    }
    if (status != ARCHIVE_OK && status != ARCHIVE_EOF) impl_->fail();
    if (status == ARCHIVE_EOF) return 0;
    impl_->member_rest = {static_cast<const char*>(bytes), count};
  }
  const std::size_t count = impl_->member_rest.copy(buffer, size);
  impl_->member_rest.remove_prefix(count);
  return count;
}

}  // namespace broadtape
