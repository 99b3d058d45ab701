// Ctrl-C in verbs that process a list: the first finishes the work in progress, the second ends the program at once.
#pragma once

#include <streambuf>

namespace broadtape {

class Interrupt {
 public:
  // Threads started after construction block the signal, so that it interrupts this thread's wait for input.
  Interrupt();

  // Starts handling the signal. Call once, on the same thread, after starting the other threads.
  void listen();

  bool came() const;
};

// Reads a file until an Interrupt: it ends the input like the end of the file.
class InterruptibleInput : public std::streambuf {
 public:
  // Does not take ownership of `file`.
  explicit InterruptibleInput(int file) : file_(file) {}

 protected:
  // Throws Error(kInput) if reading fails.
  int_type underflow() override;

 private:
  const int file_;
  char buffer_[1 << 16];
};

}  // namespace broadtape
