// Sends long text to the user's pager and writes short text directly.
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
  std::string command;      // for /bin/sh; empty: no pager
  std::size_t rows = 0;     // text with fewer screen lines is written directly
  std::size_t columns = 0;  // longer lines wrap
  int out = STDOUT_FILENO;
};

// $BROADTAPE_PAGER, else $PAGER, else `less -FRX`. Empty if that program is not found in $PATH or is `cat`.
std::string pager_command(const Environment& environment);

// Whether this process is in the foreground of a terminal, so that a pager can read keys.
bool controls_terminal();

// Thrown by PagedBuffer when the user has quit the pager before the end of the output.
struct PagerLeft {};

// A stream buffer that holds text until it exceeds one screen, then starts the pager and sends it everything. A flush
// writes the held text and disables paging. While the pager runs, SIGINT and SIGPIPE are ignored: the pager handles
// Ctrl-C and this process waits for it. If the pager cannot be started, the text is written directly.
class PagedBuffer : public std::streambuf {
 public:
  explicit PagedBuffer(PagerSetup setup);
  ~PagedBuffer() override;  // calls finish()
  PagedBuffer(const PagedBuffer&) = delete;
  PagedBuffer& operator=(const PagedBuffer&) = delete;

  // Writes held text and waits for the pager to exit.
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
  void restore_signals() const;
  bool feed(std::string_view text);
  // Closes the input of the pager and waits for it. False if it could not be started; the text is then still in held_.
  bool end_pager();
  bool fall_back();

  PagerSetup setup_;
  State state_ = State::kHolding;
  std::string
      held_;  // text not yet written; while paging, the first bytes sent to the pager, until it has certainly started
  bool all_held_ = true;     // held_ is everything that was sent to the pager
  std::size_t lines_ = 0;    // complete screen lines of the held text
  std::size_t columns_ = 0;  // of the line after them
  char escape_ = 0;          // kind of the current escape sequence, see after_escape()
  int input_ = -1;           // the pager's
  pid_t pager_ = -1;
  struct sigaction old_interrupt_ {};
  struct sigaction old_pipe_ {};
};

}  // namespace broadtape
