#include "common/terminal/pager.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <utility>

namespace broadtape {
namespace {

constexpr char kEscape = '\x1b';
constexpr std::string_view kUsualPager = "less -FRX";
// Exit statuses of a shell for a command that cannot be run or is not found.
constexpr int kCannotRun = 126;
constexpr int kNotFound = 127;
// Larger than the capacity of a pipe: if a pager reads nothing, fewer bytes than this were written to it.
constexpr std::size_t kMostHeld = 256u << 10;

std::string_view first_word(std::string_view command) {
  const std::size_t begin = std::min(command.find_first_not_of(' '), command.size());
  return command.substr(begin, command.find(' ', begin) - begin);
}

bool can_be_found(std::string_view program, std::string_view path) {
  if (program.empty()) return false;
  if (program.find_first_of("/=\"'$`(\\") != std::string_view::npos)
    return program[0] != '/' || ::access(std::string(program).c_str(), X_OK) == 0;  // the shell resolves the others
  for (std::size_t begin = 0; begin <= path.size();) {
    const std::size_t end = std::min(path.find(':', begin), path.size());
    const std::string file = std::string(path.substr(begin, end - begin)) + "/" + std::string(program);
    if (::access(file.c_str(), X_OK) == 0) return true;
    begin = end + 1;
  }
  return false;
}

// The state of the escape sequence after `c`, or 0 if `c` ends it: CSI ends with a letter, OSC with BEL or the string
// terminator.
char after_escape(char escape, char c) {
  constexpr char kBell = '\a';
  const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  if (escape == ']') return c == kBell ? 0 : c == kEscape ? kEscape : escape;
  if (escape == '[') return letter ? 0 : escape;
  return c == '[' || c == ']' ? c : 0;
}

void ignore(int signal, struct sigaction& old) {
  struct sigaction action {};
  action.sa_handler = SIG_IGN;
  ::sigaction(signal, &action, &old);
}

bool write_all(int file, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = ::write(file, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return false;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

}  // namespace

std::string pager_command(const Environment& environment) {
  std::string command = environment("BROADTAPE_PAGER");
  if (command.empty()) command = environment("PAGER");
  if (command.empty()) command = kUsualPager;
  if (command == "cat" || !can_be_found(first_word(command), environment("PATH"))) return {};
  return command;
}

bool controls_terminal() {
  const int terminal = ::open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
  if (terminal < 0) return false;
  const bool foreground = ::tcgetpgrp(terminal) == ::getpgrp();
  ::close(terminal);
  return foreground;
}

PagedBuffer::PagedBuffer(PagerSetup setup) : setup_(std::move(setup)) {
  if (setup_.command.empty() || setup_.rows == 0) state_ = State::kPlain;
}

PagedBuffer::~PagedBuffer() {
  finish();
}

void PagedBuffer::finish() {
  if (state_ == State::kHolding) sync();
  if (pager_ > 0 && !end_pager()) fall_back();
}

PagedBuffer::int_type PagedBuffer::overflow(int_type c) {
  if (traits_type::eq_int_type(c, traits_type::eof())) return traits_type::not_eof(c);
  const char character = traits_type::to_char_type(c);
  return put({&character, 1}) ? c : traits_type::eof();
}

std::streamsize PagedBuffer::xsputn(const char* text, std::streamsize size) {
  return put({text, static_cast<std::size_t>(size)}) ? size : 0;
}

int PagedBuffer::sync() {
  if (state_ != State::kHolding || held_.empty()) return 0;
  state_ = State::kPlain;
  return write_all(setup_.out, std::exchange(held_, {})) ? 0 : -1;
}

bool PagedBuffer::put(std::string_view text) {
  if (state_ == State::kLeft) throw PagerLeft();
  if (state_ == State::kPlain) return write_all(setup_.out, text);
  if (state_ == State::kPaging) return feed(text);
  held_ += text;
  if (!fills_screen(text)) return true;
  start_pager();
  if (state_ == State::kPlain) return write_all(setup_.out, std::exchange(held_, {}));
  const std::string first = std::exchange(held_, {});
  return feed(first);
}

// Whether the held text fills the screen once `text` is added. Escape sequences have no width; every other character
// counts as one column, which slightly underestimates text with wide characters.
bool PagedBuffer::fills_screen(std::string_view text) {
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (escape_ != 0) {
      escape_ = after_escape(escape_, c);
    } else if (c == kEscape) {
      escape_ = c;
    } else if (c == '\n') {
      ++lines_;
      columns_ = 0;
    } else if ((byte & 0xc0) != 0x80 && ++columns_ > setup_.columns && setup_.columns > 0) {
      ++lines_;
      columns_ = 1;
    }
  }
  return lines_ >= setup_.rows;
}

void PagedBuffer::start_pager() {
  int ends[2];
  state_ = State::kPlain;
  if (::pipe2(ends, O_CLOEXEC) != 0) return;
  // Before the pager can show anything: a Ctrl-C at what it shows is the pager's.
  ignore(SIGINT, old_interrupt_);
  ignore(SIGPIPE, old_pipe_);
  const pid_t child = ::fork();
  if (child == 0) {
    restore_signals();
    ::dup2(ends[0], STDIN_FILENO);
    if (setup_.out != STDOUT_FILENO) ::dup2(setup_.out, STDOUT_FILENO);
    ::setenv("LESS", "FRX", 0);  // default for less without options: pass colours, quit if one screen, keep the text
    ::setenv("LV", "-c", 0);
    ::execl("/bin/sh", "sh", "-c", setup_.command.c_str(), static_cast<char*>(nullptr));
    ::_exit(kNotFound);
  }
  ::close(ends[0]);
  if (child < 0) {
    ::close(ends[1]);
    restore_signals();
    return;
  }
  input_ = ends[1];
  pager_ = child;
  state_ = State::kPaging;
}

void PagedBuffer::restore_signals() const {
  ::sigaction(SIGINT, &old_interrupt_, nullptr);
  ::sigaction(SIGPIPE, &old_pipe_, nullptr);
}

bool PagedBuffer::feed(std::string_view text) {
  if (all_held_ && held_.size() + text.size() <= kMostHeld) {
    held_ += text;
  } else {
    all_held_ = false;
  }
  if (write_all(input_, text)) return true;
  if (end_pager()) throw PagerLeft();
  return fall_back();
}

bool PagedBuffer::end_pager() {
  ::close(std::exchange(input_, -1));
  int status = 0;
  while (::waitpid(pager_, &status, 0) < 0 && errno == EINTR) {
  }
  pager_ = -1;
  restore_signals();
  state_ = State::kLeft;
  const bool started = !WIFEXITED(status) || (WEXITSTATUS(status) != kCannotRun && WEXITSTATUS(status) != kNotFound);
  return started || !all_held_;
}

bool PagedBuffer::fall_back() {
  state_ = State::kPlain;
  return write_all(setup_.out, std::exchange(held_, {}));
}

}  // namespace broadtape
