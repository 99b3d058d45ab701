#include "searcher/commands/interrupt.h"

#include <signal.h>

#include <cstring>

namespace broadtape {
namespace {

volatile sig_atomic_t interrupts = 0;

extern "C" void on_interrupt(int) {
  interrupts = 1;
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
}

void Interrupt::listen() {
  struct sigaction action;
  std::memset(&action, 0, sizeof action);
  action.sa_handler = on_interrupt;
  action.sa_flags = SA_RESETHAND;  // without SA_RESTART: a read that waits for input ends
  sigaction(SIGINT, &action, nullptr);
  set_mask(SIG_UNBLOCK);
}

bool Interrupt::came() const {
  return interrupts != 0;
}

}  // namespace broadtape
