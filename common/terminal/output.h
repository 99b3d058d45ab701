// What to do when standard output takes no more.
#pragma once

namespace broadtape {

// What throw_output_failed() throws when nobody reads standard output any more, as behind `| head`: a quiet end. Where
// SIGPIPE is not ignored it ends the program before.
struct OutputClosed {};

// Called when a write to standard output has failed. Throws OutputClosed when it is a pipe or socket that is closed at
// the other end, otherwise Error(kUnwritable).
[[noreturn]] void throw_output_failed();

}  // namespace broadtape
