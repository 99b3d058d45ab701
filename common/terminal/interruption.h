// Leaves the terminal as it was found when the user stops the program in the middle of its output.
#pragma once

namespace broadtape {

// From now on SIGINT, SIGTERM and SIGHUP first end colours and links on standard output, where that is a terminal, and
// then end the program as they do: the shell sees 130 for Ctrl-C. A signal that was ignored stays so.
void restore_terminal_when_interrupted();

}  // namespace broadtape
