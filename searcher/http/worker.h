// A process that answers requests, one after the other, by a site that it inherited. Searching in a process of its own
// can be stopped at any moment, and what breaks down there breaks nothing else.
//
// Threads: made by a process with one thread.
#pragma once

#include <sys/types.h>

#include "searcher/http/site.h"

namespace broadtape {

class Worker {
 public:
  // Forks. Throws Error(kUsage) when the system allows no further process.
  explicit Worker(Site& site);
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;

  // The server's end of the socket pair, once; frames.h says what goes over it. The worker ends when it is closed.
  int take_socket();

  // The caller has to wait for it once it has ended.
  pid_t pid() const { return pid_; }

 private:
  int socket_ = -1;
  pid_t pid_ = -1;
};

}  // namespace broadtape
