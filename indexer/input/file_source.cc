#include "indexer/input/file_source.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <utility>

#include "common/error/error.h"

namespace broadtape {
namespace {

[[noreturn]] void throw_errno(const char* what) {
  throw Error(ErrorKind::kInput, std::string(what) + ": " + std::generic_category().message(errno));
}

}  // namespace

FileSource::FileSource(const std::string& path, Consumed consumed) : consumed_(std::move(consumed)) {
  if (path == "-") {
    name_.display = "standard input";
    descriptor_ = STDIN_FILENO;
    return;
  }
  name_.display = name_.path = path;
  descriptor_ = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor_ < 0) throw_errno("cannot be opened");
  struct stat status {};
  if (::fstat(descriptor_, &status) == 0 && S_ISREG(status.st_mode)) name_.modified_s = status.st_mtim.tv_sec;
}

FileSource::~FileSource() {
  if (descriptor_ > STDIN_FILENO) ::close(descriptor_);
}

std::size_t FileSource::read(char* buffer, std::size_t size) {
  ssize_t count = 0;
  do {
    count = ::read(descriptor_, buffer, size);
  } while (count < 0 && errno == EINTR);
  if (count < 0) throw_errno("cannot be read");
  if (consumed_ && count > 0) consumed_(static_cast<std::uint64_t>(count));
  return static_cast<std::size_t>(count);
}

std::int64_t FileSource::seek(std::int64_t offset, int whence) {
  return ::lseek(descriptor_, offset, whence);
}

}  // namespace broadtape
