// The lock of the process that writes to an archive. The system releases it when the process ends, also by a crash.
#pragma once

#include <string>

namespace broadtape {

class ArchiveLock {
 public:
  // Makes the archive's folder if it does not exist.
  // Throws Error(kLocked), which names the holder's process number, or Error(kUnwritable).
  explicit ArchiveLock(const std::string& archive);
  ~ArchiveLock();
  ArchiveLock(const ArchiveLock&) = delete;
  ArchiveLock& operator=(const ArchiveLock&) = delete;

 private:
  int file_;
};

}  // namespace broadtape
