// Ctrl-C in a verb that works on a list: once asks it to finish what is under way, twice ends the program at once.
#pragma once

#include <streambuf>

namespace broadtape {

class Interrupt {
 public:
  // Threads that are started from here on do not take the signal, so that it ends the wait for input of this one.
  Interrupt();

  // From here on it counts. Called once, by the same thread, when those others are started.
  void listen();

  bool came() const;
};

// Reads a file for as long as no Interrupt came: one that comes ends the wait for input as the end of the file does.
class InterruptibleInput : public std::streambuf {
 public:
  // `file` stays the caller's.
  explicit InterruptibleInput(int file) : file_(file) {}

 protected:
  // Throws Error(kInput) when the file cannot be read.
  int_type underflow() override;

 private:
  const int file_;
  char buffer_[1 << 16];
};

}  // namespace broadtape
