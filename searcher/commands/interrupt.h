// Ctrl-C in a verb that works on a list: once asks it to finish what is under way, twice ends the program at once.
#pragma once

namespace broadtape {

class Interrupt {
 public:
  // Threads that are started from here on do not take the signal, so that it ends the wait for input of this one.
  Interrupt();

  // From here on it counts. Called once, by the same thread, when those others are started.
  void listen();

  bool came() const;
};

}  // namespace broadtape
