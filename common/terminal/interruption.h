// Resets the terminal when the user interrupts the program during output.
#pragma once

namespace broadtape {

// Installs handlers for SIGINT, SIGTERM and SIGHUP that reset colours and links if standard output is a terminal and
// then apply the default action, so that the shell sees status 130 for Ctrl-C. Ignored signals stay ignored.
void restore_terminal_when_interrupted();

}  // namespace broadtape
