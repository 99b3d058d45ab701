#include "indexer/write/archive_lock.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "common/archive/durable_files.h"
#include "common/archive/manifest.h"
#include "common/error/error.h"

namespace broadtape {
namespace {

std::string holder_of(int file) {
  char text[32] = {};
  const ssize_t size = pread(file, text, sizeof text - 1, 0);
  std::string pid(text, size > 0 ? static_cast<std::size_t>(size) : 0);
  while (pid.ends_with('\n')) pid.pop_back();
  return pid.empty() ? "unknown" : pid;
}

// Whether the file system grants a second lock on the file, which this process has locked: then its locks do not work.
// A lock of flock() belongs to the open file, so that opening the file again competes with the first lock.
bool grants_to_everyone(const std::string& path) {
  const int second = open(path.c_str(), O_RDWR | O_CLOEXEC);
  if (second < 0) return false;  // unknown
  const bool granted = flock(second, LOCK_EX | LOCK_NB) == 0;
  close(second);
  return granted;
}

}  // namespace

ArchiveLock::ArchiveLock(const std::string& archive) {
  try {
    make_folder(archive);
  } catch (const Error& error) {
    throw Error(ErrorKind::kUnwritable,
                fmt::format("the archive's folder {} cannot be made: {}", archive, error.what()),
                "name another folder, or check the permissions of the one above it");
  }
  const std::string path = archive + "/" + kLockName;
  file_ = open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
  if (file_ < 0) {
    throw Error(ErrorKind::kUnwritable,
                fmt::format("the archive {} cannot be written: {}", archive, std::strerror(errno)),
                "check the permissions of its folder");
  }
  if (flock(file_, LOCK_EX | LOCK_NB) != 0) {
    const int reason = errno;
    const std::string holder = holder_of(file_);
    close(file_);
    if (reason != EWOULDBLOCK) {
      throw Error(ErrorKind::kUnwritable,
                  fmt::format("the archive {} cannot be locked: {}", archive, std::strerror(reason)),
                  "keep it on a file system that has locks");
    }
    throw Error(ErrorKind::kLocked, fmt::format("process {} is writing to the archive {}", holder, archive),
                "wait until it has ended, or stop it; searching meanwhile is safe");
  }
  if (grants_to_everyone(path)) {
    close(file_);
    throw Error(
        ErrorKind::kUnwritable,
        fmt::format("the file system of {} grants its lock to everyone, so that two runs could write at once", archive),
        "keep the archive on a file system whose locks hold, such as a local disk");
  }
  const std::string pid = fmt::format("{}\n", getpid());
  // The number is only used in the message above. The lock holds without it, for example on a full disk.
  if (ftruncate(file_, 0) == 0) (void)!pwrite(file_, pid.data(), pid.size(), 0);
}

ArchiveLock::~ArchiveLock() {
  close(file_);
}

}  // namespace broadtape
