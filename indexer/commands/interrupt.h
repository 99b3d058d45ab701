// Ctrl-C: once asks the run to finish what it has and publish it, twice ends the program at once.
#pragma once

namespace broadtape {

void catch_interrupts();  // SIGINT and SIGTERM
bool interrupted();

}  // namespace broadtape
