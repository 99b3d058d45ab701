// Runs `tape-search alert` for an archive.
#pragma once

#include <string>

namespace broadtape {

// Runs the program beside this one, else that of the path, and waits for it. Returns what failed, or nothing. Messages
// of the program go to standard error.
std::string run_alerts(const std::string& archive);

}  // namespace broadtape
