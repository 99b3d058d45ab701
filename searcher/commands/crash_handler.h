// Damaged tables can crash Xapian, which believes lengths that it reads: a search then has to end in a message.
#pragma once

namespace broadtape {

// Makes SIGSEGV, SIGBUS and SIGFPE end the program with a message on standard error and kExitArchive. Sanitizers keep
// their own handlers.
void report_crashes();

}  // namespace broadtape
