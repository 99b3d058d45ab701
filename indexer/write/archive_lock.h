// The right to write to an archive: one process at a time, given up when it ends, however it ends.
#pragma once

#include <string>

namespace broadtape {

class ArchiveLock {
 public:
  // Makes the archive's folder when there is none.
  // Throws Error(kLocked), which names the holder's process number, or Error(kUnwritable).
  explicit ArchiveLock(const std::string& archive);
  ~ArchiveLock();
  ArchiveLock(const ArchiveLock&) = delete;
  ArchiveLock& operator=(const ArchiveLock&) = delete;

 private:
  int file_;
};

}  // namespace broadtape
