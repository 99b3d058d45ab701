#include "searcher/commands/interrupt.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string>

#include "common/error/error.h"

namespace broadtape {
namespace {

volatile sig_atomic_t interrupts = 0;

int wake[2] = {-1, -1};  // a pipe: the handler writes to it to end the wait for input

extern "C" void on_interrupt(int) {
  const int error = errno;
  interrupts = 1;
  (void)!::write(wake[1], "", 1);
  errno = error;
}

void set_mask(int how) {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  pthread_sigmask(how, &signals, nullptr);
}

}  // namespace

Interrupt::Interrupt() {
  set_mask(SIG_BLOCK);
  if (wake[0] < 0 && ::pipe2(wake, O_CLOEXEC | O_NONBLOCK) != 0)
    throw Error(ErrorKind::kInput, std::string("no pipe can be opened: ") + std::strerror(errno));
}

void Interrupt::listen() {
  struct sigaction action;
  std::memset(&action, 0, sizeof action);
  action.sa_handler = on_interrupt;
  action.sa_flags = static_cast<int>(SA_RESETHAND);
  sigaction(SIGINT, &action, nullptr);
  set_mask(SIG_UNBLOCK);
}

bool Interrupt::came() const {
  return interrupts != 0;
}

InterruptibleInput::int_type InterruptibleInput::underflow() {
  for (;;) {
    pollfd ready[] = {{file_, POLLIN, 0}, {wake[0], POLLIN, 0}};  // poll() ignores negative descriptors
    if (::poll(ready, 2, -1) < 0 && errno != EINTR) break;
    if (interrupts != 0) return traits_type::eof();
    if (ready[0].revents == 0) continue;
    const ssize_t got = ::read(file_, buffer_, sizeof buffer_);
    if (got < 0 && (errno == EINTR || errno == EAGAIN)) continue;
    if (got < 0) break;
    if (got == 0) return traits_type::eof();
    setg(buffer_, buffer_, buffer_ + got);
    return traits_type::to_int_type(buffer_[0]);
  }
  throw Error(ErrorKind::kInput, std::string("the queries cannot be read: ") + std::strerror(errno));
}

}  // namespace broadtape
