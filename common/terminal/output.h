// Writing to the standard streams: messages that must not fail, and what to do when standard output takes no more.
#pragma once

#include <fmt/core.h>

#include <cstdio>
#include <string>
#include <utility>

namespace broadtape {

// Writes a formatted message to standard error. Throws nothing when that is full or closed: a message that nobody gets
// is no reason to lose the work that it is about.
template <class... Values>
void say(fmt::format_string<Values...> format, Values&&... values) {
  std::fputs(fmt::format(format, std::forward<Values>(values)...).c_str(), stderr);
}

// What throw_output_failed() throws when nobody reads standard output any more, as behind `| head`: a quiet end. Where
// SIGPIPE is not ignored it ends the program before.
struct OutputClosed {};

// Called when a write to standard output has failed. Throws OutputClosed when it is a pipe or socket that is closed at
// the other end, otherwise Error(kUnwritable).
[[noreturn]] void throw_output_failed();

}  // namespace broadtape
