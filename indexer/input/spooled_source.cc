#include "indexer/input/spooled_source.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <string>
#include <system_error>

#include "common/error/error.h"
#include "indexer/input/limits.h"

namespace broadtape {
namespace {

[[noreturn]] void throw_spooling(const char* folder) {
  throw Error(ErrorKind::kInput,
              fmt::format("cannot be copied to {}: {}", folder, std::generic_category().message(errno)),
              "set TMPDIR to a folder with room for it");
}

void write_all(int descriptor, const char* bytes, std::size_t size, const char* folder) {
  while (size > 0) {
    const ssize_t count = ::write(descriptor, bytes, size);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) throw_spooling(folder);
    bytes += count;
    size -= static_cast<std::size_t>(count);
  }
}

}  // namespace

SpooledSource::SpooledSource(ByteSource& source) : name_(source.name()) {
  const char* folder = std::getenv("TMPDIR");
  if (!folder || !*folder) folder = "/tmp";
  std::string path = std::string(folder) + "/tape-index-XXXXXX";
  descriptor_ = ::mkostemp(path.data(), O_CLOEXEC);
  if (descriptor_ < 0) throw_spooling(folder);
  ::unlink(path.c_str());
  try {
    copy(source, folder);
  } catch (...) {
    ::close(descriptor_);
    throw;
  }
}

SpooledSource::~SpooledSource() {
  ::close(descriptor_);
}

void SpooledSource::copy(ByteSource& source, const char* folder) {
  std::string piece(256u << 10, '\0');
  while (const std::size_t count = source.read(piece.data(), piece.size())) {
    size_ += count;
    if (size_ > kMaxSpooledBytes)
      throw Error(ErrorKind::kTooLarge, fmt::format("is larger than {} bytes", kMaxSpooledBytes));
    write_all(descriptor_, piece.data(), count, folder);
  }
}

std::size_t SpooledSource::read_at(std::uint64_t offset, char* buffer, std::size_t size) const {
  std::size_t done = 0;
  while (done < size) {
    const ssize_t count = ::pread(descriptor_, buffer + done, size - done, static_cast<off_t>(offset + done));
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) throw Error(ErrorKind::kInput, "its copy cannot be read: " + std::generic_category().message(errno));
    if (count == 0) break;
    done += static_cast<std::size_t>(count);
  }
  return done;
}

std::size_t SpooledSource::read(char* buffer, std::size_t size) {
  if (position_ >= size_) return 0;
  const std::size_t count = read_at(position_, buffer, size);
  position_ += count;
  return count;
}

std::int64_t SpooledSource::seek(std::int64_t offset, int whence) {
  const std::uint64_t base = whence == SEEK_SET ? 0 : whence == SEEK_CUR ? position_ : size_;
  const std::int64_t target = static_cast<std::int64_t>(base) + offset;
  if (target < 0) return -1;
  position_ = static_cast<std::uint64_t>(target);
  return target;
}

}  // namespace broadtape
