#include "common/archive/mapped_file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

namespace broadtape {

std::optional<MappedFile> MappedFile::open(const std::string& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return std::nullopt;
  struct stat status {};
  void* start = MAP_FAILED;
  const bool known = fstat(file, &status) == 0;
  if (known && status.st_size > 0)
    start = mmap(nullptr, static_cast<std::size_t>(status.st_size), PROT_READ, MAP_SHARED, file, 0);
  if (known && status.st_size == 0) return MappedFile(file, std::string_view{});
  if (start == MAP_FAILED) {
    const int reason = errno;
    close(file);
    errno = reason;
    return std::nullopt;
  }
  return MappedFile(file, {static_cast<const char*>(start), static_cast<std::size_t>(status.st_size)});
}

bool MappedFile::copy(std::size_t begin, std::span<char> to) const {
  while (!to.empty()) {
    const ssize_t copied = pread(file_, to.data(), to.size(), static_cast<off_t>(begin));
    if (copied < 0 && errno == EINTR) continue;
    if (copied <= 0) return false;
    begin += static_cast<std::size_t>(copied);
    to = to.subspan(static_cast<std::size_t>(copied));
  }
  return true;
}

void MappedFile::populate(std::string_view part) const {
#ifdef MADV_POPULATE_READ
  const std::size_t page = static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
  const std::size_t begin = static_cast<std::size_t>(part.data() - bytes_.data()) / page * page;
  const std::size_t end = static_cast<std::size_t>(part.data() - bytes_.data()) + part.size();
  // Where the kernel does not know it, pages are mapped when they are used.
  static_cast<void>(madvise(const_cast<char*>(bytes_.data()) + begin, end - begin, MADV_POPULATE_READ));
#else
  static_cast<void>(part);
#endif
}

void MappedFile::release(std::string_view part) const {
  const std::size_t page = static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
  const auto from = static_cast<std::size_t>(part.data() - bytes_.data());
  const std::size_t begin = (from + page - 1) / page * page, end = (from + part.size()) / page * page;
  if (begin < end) static_cast<void>(madvise(const_cast<char*>(bytes_.data()) + begin, end - begin, MADV_DONTNEED));
}

MappedFile::MappedFile(MappedFile&& other) noexcept
    : file_(std::exchange(other.file_, -1)), bytes_(std::exchange(other.bytes_, {})) {}

MappedFile::~MappedFile() {
  if (!bytes_.empty()) munmap(const_cast<char*>(bytes_.data()), bytes_.size());
  if (file_ >= 0) close(file_);
}

}  // namespace broadtape
