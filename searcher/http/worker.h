// A forked process that answers requests one at a time with an inherited site. A separate process can be stopped at any
// time, and its crash does not affect the server.
//
// Threads: create only in a single-threaded process.
#pragma once

#include <sys/types.h>

#include "searcher/http/site.h"

namespace broadtape {

class Worker {
 public:
  // Forks. Throws Error(kUsage) if the system does not allow another process.
  explicit Worker(Site& site);
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;

  // The server's end of the socket pair; call once. frames.h defines the protocol. The worker exits when it is closed.
  int take_socket();

  // The caller must wait for it after it exits.
  pid_t pid() const { return pid_; }

 private:
  int socket_ = -1;
  pid_t pid_ = -1;
};

}  // namespace broadtape
