// Standard streams: messages that must not fail, write failures on standard output, and the terminal after an
// interruption.
#pragma once

#include <fmt/core.h>

#include <cstdio>
#include <string>
#include <utility>

namespace broadtape {

// Writes a formatted message to standard error. Ignores write failures: a lost message must not abort the work that it
// reports on.
template <class... Values>
void say(fmt::format_string<Values...> format, Values&&... values) {
  std::fputs(fmt::format(format, std::forward<Values>(values)...).c_str(), stderr);
}

// Thrown by throw_output_failed() when the reader of standard output has closed it, as in `| head`; the program exits
// silently. Only reached if SIGPIPE is ignored.
struct OutputClosed {};

// To be called after a failed write to standard output. Throws OutputClosed if the other end of the pipe or socket is
// closed, otherwise Error(kUnwritable).
[[noreturn]] void throw_output_failed();

// Installs handlers for SIGINT, SIGTERM and SIGHUP that reset colours and links if standard output is a terminal and
// then apply the default action, so that the shell sees status 130 for Ctrl-C. Ignored signals stay ignored.
void restore_terminal_when_interrupted();

}  // namespace broadtape
