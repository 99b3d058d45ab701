#include "common/terminal/output.h"

#include <poll.h>
#include <unistd.h>

#include "common/error/error.h"

namespace broadtape {

void throw_output_failed() {
  pollfd output{STDOUT_FILENO, POLLOUT, 0};
  if (::poll(&output, 1, 0) == 1 && (output.revents & (POLLERR | POLLHUP)) != 0) throw OutputClosed();
  throw Error(ErrorKind::kUnwritable, "cannot write to standard output", "check whether the disk is full");
}

}  // namespace broadtape
