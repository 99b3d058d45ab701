// Shows long text page by page through the user's pager, and short text as it is.
#pragma once

#include <signal.h>
#include <sys/types.h>
#include <unistd.h>

#include <cstddef>
#include <streambuf>
#include <string>
#include <string_view>

#include "common/terminal/display.h"

namespace broadtape {

struct PagerSetup {
  std::string command;      // for /bin/sh; empty: never
  std::size_t rows = 0;     // text that takes fewer lines of the screen is written as it is
  std::size_t columns = 0;  // longer lines take several
  int out = STDOUT_FILENO;
};

// $BROADTAPE_PAGER, else $PAGER, else `less -FRX`; the first of them that is set has to be a program that can be found
// by $PATH. Empty when it is not, or is `cat`.
std::string pager_command(const Environment& environment);

// Whether this process stands in the foreground of a terminal that a pager could read keys from.
bool controls_terminal();

// What a PagedBuffer throws when the user has left the pager: nobody reads the rest.
struct PagerLeft {};

// A stream's buffer that holds text back until it is longer than the screen. Then the pager gets it, and all that
// follows. A flush shows what is held, and ends the waiting for more. While a pager is there SIGINT and SIGPIPE are
// ignored: the pager hears Ctrl-C, we wait for it. One that cannot be started costs nothing: the text is written plain.
class PagedBuffer : public std::streambuf {
 public:
  explicit PagedBuffer(PagerSetup setup);
  ~PagedBuffer() override;  // finishes
  PagedBuffer(const PagedBuffer&) = delete;
  PagedBuffer& operator=(const PagedBuffer&) = delete;

  // Shows what is held, and waits until the user leaves the pager.
  void finish();

 protected:
  int_type overflow(int_type c) override;
  std::streamsize xsputn(const char* text, std::streamsize size) override;
  int sync() override;

 private:
  enum class State { kHolding, kPlain, kPaging, kLeft };

  bool put(std::string_view text);
  bool fills_screen(std::string_view text);
  void start_pager();
  bool feed(std::string_view text);
  // Ends the pager's input and waits for it. False when it could not be started: the text is still ours.
  bool end_pager();
  bool fall_back();

  PagerSetup setup_;
  State state_ = State::kHolding;
  std::string held_;       // while holding; afterwards what the pager was given first, until it must have been started
  bool all_held_ = true;   // held_ is all that the pager was given
  std::size_t lines_ = 0;  // whole lines of the screen that the held text takes
  std::size_t columns_ = 0;  // of the line after them
  char escape_ = 0;          // the last character that told what kind of escape sequence we are in
  int input_ = -1;           // the pager's
  pid_t pager_ = -1;
  struct sigaction old_interrupt_ {};
  struct sigaction old_pipe_ {};
};

}  // namespace broadtape
